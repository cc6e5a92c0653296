namespace Nabla.Plots.Marks;

/// <summary>One bar a category; several of them in a figure stand beside each other. Errors are drawn as whiskers.</summary>
internal sealed class Bars(string label, double[] values, double[]? errors) : Mark(label)
{
    int member, members = 1;

    public override Layer Layer => Layer.Area;

    public override bool IsEmpty => values.Length == 0;

    /// <summary>Says which of the bars of a category these are.</summary>
    public void Group(int index, int count) => (member, members) = (index, count);

    public override void Measure(Bounds bounds)
    {
        for (int i = 0; i < values.Length; i++)
        {
            bounds.Include(i, values[i]);
            bounds.Y.Include(values[i] + (errors?[i] ?? 0));
            bounds.Y.Include(values[i] - (errors?[i] ?? 0));
        }
        bounds.Y.StartAtZero();
        bounds.Y.Pad(ShowsNumbers ? 0.1 : 0.05);
    }

    bool ShowsNumbers => values.Length * members <= 12 && errors is null;

    public override void Draw(Panel panel)
    {
        Series series = panel.Series[Label];
        double slot = panel.X.Length / Math.Max(1, panel.X.High - panel.X.Low), width = Math.Min(64, slot * 0.72 / members);
        var path = new PathText();
        for (int i = 0; i < values.Length; i++)
        {
            double top = panel.Y.Map(values[i]), center = panel.X.Map(i) + (member - (members - 1) / 2.0) * width;
            if (double.IsNaN(top)) continue;
            double gap = width > 8 ? 1 : 0;
            path.Rectangle(center - width / 2 + gap, Math.Min(top, panel.Y.Base), width - 2 * gap, Math.Abs(panel.Y.Base - top));
            if (ShowsNumbers) Number(panel, center, top, width, values[i]);
        }
        panel.Canvas.Path(path, series.Paint, null, 0.85);
        if (errors is not null) Whiskers(panel, width);
    }

    static void Number(Panel panel, double center, double top, double width, double value)
    {
        string text = NumberText.Short(value);
        bool fits = Typeface.Width(text, 10.5) <= width + 4;
        double y = value < 0 ? top + 12 : top - 4;
        if (fits) panel.Canvas.Text(center, y, text, new TextStyle(10.5, Paint.Soft), Anchor.Middle);
    }

    void Whiskers(Panel panel, double width)
    {
        var path = new PathText();
        for (int i = 0; i < values.Length; i++)
        {
            double center = panel.X.Map(i) + (member - (members - 1) / 2.0) * width, arm = Math.Min(5, width / 4);
            double high = panel.Y.Map(values[i] + errors![i]), low = panel.Y.Map(values[i] - errors[i]);
            if (double.IsNaN(high) || double.IsNaN(low)) continue;
            path.Move(center, low).Line(center, high).Move(center - arm, low).Line(center + arm, low);
            path.Move(center - arm, high).Line(center + arm, high);
        }
        panel.Canvas.Path(path, null, new Stroke(Paint.Ink, 1.2));
    }

    public override void DrawKey(Canvas canvas, Box box, Series series) => canvas.Rectangle(box, series.Paint, null, 2, 0.85);
}
