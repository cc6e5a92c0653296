using System.Text;

namespace Nabla.Plots;

/// <summary>Something that can be written as one SVG: a figure, or a grid of figures.</summary>
public abstract class Picture
{
    /// <summary>
    /// The SVG document: self-contained, no script, no identifiers (many may share a page), the same bytes for the same
    /// input. It lies on its own card, light by default and dark where the reader prefers dark.
    /// </summary>
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
}
