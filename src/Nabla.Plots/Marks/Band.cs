namespace Nabla.Plots.Marks;

/// <summary>The area between a lower and an upper curve: spread, confidence. Shares the color of the line of its label.</summary>
internal sealed class Band(string label, Points low, Points high) : Mark(label)
{
    public override Layer Layer => Layer.Area;

    public override bool IsEmpty => low.Count == 0;

    public override void Measure(Bounds bounds)
    {
        low.Measure(bounds);
        high.Measure(bounds);
        bounds.Y.Pad(0.05);
    }

    public override void Draw(Panel panel)
    {
        var below = low.Project(panel);
        var above = high.Project(panel);
        var path = new PathText();
        for (int start = 0; start < below.Length; start++)
        {
            int end = start;
            while (end < below.Length && !Thinning.IsGap(below[end]) && !Thinning.IsGap(above[end])) end++;
            if (end - start > 1) Outline(path, above[start..end], below[start..end]);
            start = end;
        }
        panel.Canvas.Path(path, panel.Series[Label].Paint, null, 0.2);
    }

    static void Outline(PathText path, (double X, double Y)[] above, (double X, double Y)[] below)
    {
        var upper = Thinning.Curve(above);
        path.Move(upper[0].X, upper[0].Y);
        foreach (var (x, y) in upper.Skip(1)) path.Line(x, y);
        foreach (var (x, y) in Enumerable.Reverse(Thinning.Curve(below))) path.Line(x, y);
        path.Close();
    }

    public override void DrawKey(Canvas canvas, Box box, Series series) => canvas.Rectangle(box, series.Paint, null, 2, 0.25);
}
