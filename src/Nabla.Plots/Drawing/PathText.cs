namespace Nabla.Plots.Drawing;

/// <summary>The text of an SVG path: absolute moves and lines, two decimals.</summary>
internal sealed class PathText
{
    readonly StringBuilder text = new();

    public bool IsEmpty => text.Length == 0;

    public PathText Move(double x, double y) => Point('M', x, y);

    public PathText Line(double x, double y) => Point('L', x, y);

    /// <summary>Lines through points; a point that is NaN breaks them.</summary>
    public PathText Polyline(IReadOnlyList<(double X, double Y)> points)
    {
        bool pen = false;
        foreach (var (x, y) in points)
        {
            bool shown = !double.IsNaN(x) && !double.IsNaN(y);
            if (shown) Point(pen ? 'L' : 'M', x, y);
            pen = shown;
        }
        return this;
    }

    public PathText Close() => Raw("Z");

    public PathText Raw(string commands)
    {
        text.Append(commands);
        return this;
    }

    /// <summary>A rectangle whose corners are rounded, not its sides: rectangles that touch still do, and show no seam.</summary>
    public PathText Rectangle(double x, double y, double width, double height)
    {
        Point('M', x, y);
        text.Append('H').Append(Canvas.Number(x + width)).Append('V').Append(Canvas.Number(y + height));
        text.Append('H').Append(Canvas.Number(x)).Append('z');
        return this;
    }

    PathText Point(char command, double x, double y)
    {
        text.Append(command).Append(Canvas.Number(x)).Append(' ').Append(Canvas.Number(y));
        return this;
    }

    public override string ToString() => text.ToString();
}
