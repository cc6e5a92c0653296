namespace Nabla.Plots.Marks;

/// <summary>Straight arrows from points to points: gradients, steps, fields.</summary>
internal sealed class Arrows(string label, Points from, Points to) : Mark(label)
{
    public override Layer Layer => Layer.Line;

    public override bool IsEmpty => from.Count == 0;

    public override void Measure(Bounds bounds)
    {
        from.Measure(bounds);
        to.Measure(bounds);
        bounds.X.Pad(0.05);
        bounds.Y.Pad(0.05);
    }

    public override void Draw(Panel panel)
    {
        var starts = from.Project(panel);
        var ends = to.Project(panel);
        PathText shafts = new(), heads = new();
        for (int i = 0; i < starts.Length; i++)
            if (!Thinning.IsGap(starts[i]) && !Thinning.IsGap(ends[i])) Add(shafts, heads, starts[i], ends[i]);
        Paint paint = panel.Series[Label].Paint;
        panel.Canvas.Path(shafts, null, new Stroke(paint, 1.4));
        panel.Canvas.Path(heads, paint, null);
    }

    static void Add(PathText shafts, PathText heads, (double X, double Y) start, (double X, double Y) end)
    {
        double dx = end.X - start.X, dy = end.Y - start.Y, length = Math.Sqrt(dx * dx + dy * dy);
        if (length < 0.5) return;
        double size = Math.Min(7, 0.5 * length);
        shafts.Move(start.X, start.Y).Line(end.X - dx / length * size * 0.8, end.Y - dy / length * size * 0.8);
        Head(heads, end.X, end.Y, dx / length, dy / length, size);
    }

    /// <summary>A triangle whose tip lies at (x, y) and points along the unit vector (dx, dy).</summary>
    public static void Head(PathText path, double x, double y, double dx, double dy, double size)
    {
        double backX = x - dx * size, backY = y - dy * size, half = 0.42 * size;
        path.Move(x, y).Line(backX - dy * half, backY + dx * half).Line(backX + dy * half, backY - dx * half).Close();
    }

    public override void DrawKey(Canvas canvas, Box box, Series series)
    {
        PathText shafts = new(), heads = new();
        Add(shafts, heads, (box.X, box.CenterY), (box.Right, box.CenterY));
        canvas.Path(shafts, null, new Stroke(series.Paint, 1.4));
        canvas.Path(heads, series.Paint, null);
    }
}
