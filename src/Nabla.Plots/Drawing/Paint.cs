namespace Nabla.Plots.Drawing;

/// <summary>A color by its role. A named paint is written twice: as an attribute (light, which every renderer reads) and as a class that a style
/// sheet turns dark where the reader prefers dark. A paint without a name is the same in both.</summary>
internal sealed record Paint(string Name, string Light, string Dark)
{
    public static readonly Paint None = new("", "none", "none");
    public static readonly Paint Card = new("card", "#ffffff", "#14181f");
    public static readonly Paint CardEdge = new("edge", "#d8dee4", "#30363d");
    public static readonly Paint Ink = new("ink", "#1f2328", "#e6edf3");
    public static readonly Paint Soft = new("soft", "#57606a", "#a3adb8");
    public static readonly Paint AxisLine = new("axis", "#8c959f", "#6e7681");
    public static readonly Paint Grid = new("grid", "#e4e8ec", "#2a313a");
    public static readonly Paint MinorGrid = new("minor", "#f2f4f6", "#1e242c");
    public static readonly Paint Missing = new("missing", "#dfe3e8", "#3a424c");

    /// <summary>The same color on light and dark: what carries a number (heat maps, pictures).</summary>
    public static Paint Fixed(Rgb color) => new("", color.Hex, color.Hex);
}

/// <summary>A color of the screen, 0 to 255 a channel.</summary>
internal readonly record struct Rgb(byte R, byte G, byte B)
{
    public string Hex => string.Create(CultureInfo.InvariantCulture, $"#{R:x2}{G:x2}{B:x2}");

    /// <summary>Relative luminance of WCAG 2.1, from 0 (black) to 1 (white).</summary>
    public double Luminance => 0.2126 * Linear(R) + 0.7152 * Linear(G) + 0.0722 * Linear(B);

    /// <summary>Black or white, whichever reads better on this color.</summary>
    public Rgb Contrasting => Luminance > 0.179 ? new(0x1f, 0x23, 0x28) : new(255, 255, 255);

    static double Linear(byte channel)
    {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
