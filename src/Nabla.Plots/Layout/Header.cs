namespace Nabla.Plots.Layout;

/// <summary>Title and caption, broken into lines of a given width.</summary>
internal sealed class Header
{
    readonly List<string> title, caption;

    public Header(string title, string caption, double width)
    {
        this.title = Typeface.Wrap(title, Style.Title.Size, width, 2, bold: true);
        this.caption = Typeface.Wrap(caption, Style.Caption.Size, width, 4);
    }

    public double Height => 20 * title.Count + 16 * caption.Count + (title.Count + caption.Count > 0 ? 8 : 0);

    public void Draw(Canvas canvas, double x, double y)
    {
        foreach (string line in title)
        {
            canvas.Text(x, y + 14, line, Style.Title);
            y += 20;
        }
        foreach (string line in caption)
        {
            canvas.Text(x, y + 12, line, Style.Caption);
            y += 16;
        }
    }
}
