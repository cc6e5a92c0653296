namespace Nabla.Plots;

/// <summary>Something that can be written as one SVG: a figure, or a grid of figures.</summary>
public abstract class Picture(string title)
{
    /// <summary>The heading.</summary>
    public string Title { get; set; } = title;

    /// <summary>A line or two below the heading: what is shown, the verdict.</summary>
    public string Caption { get; set; } = "";

    /// <summary>The SVG document: self-contained, no script, no identifiers (many may share a page), the same bytes for the same input. It lies on
    /// its own card, light by default and dark where the reader prefers dark.</summary>
    public abstract string ToSvg();

    /// <summary>Writes the SVG to a file, making its folder where needed.</summary>
    /// <returns>The full path.</returns>
    public string Save(string path)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, ToSvg(), new UTF8Encoding(false));
        return full;
    }

    /// <summary>The document of what is drawn on a card of this size; a screen reader says title and caption.</summary>
    private protected string OnCard(double width, double height, Action<Canvas> draw)
    {
        var canvas = new Canvas();
        canvas.Rectangle(new Box(0.5, 0.5, width - 1, height - 1), Paint.Card, new Stroke(Paint.CardEdge, 1), 8);
        draw(canvas);
        return canvas.ToSvg(width, height, Title + (Caption.Length > 0 ? ": " + Caption : ""));
    }
}
