namespace Nabla.Plots.Layout;

/// <summary>The scale of a heat map, right of the plot.</summary>
internal sealed class ColorBar(ColorKey key)
{
    const double Gap = 14, Thickness = 12, Steps = 64;

    AxisLabels Labels(Box area, out Projection scale)
    {
        scale = new Projection(key.Domain, area.Bottom, area.Y);
        return AxisLabels.Beside(scale, key.Domain, whole: false);
    }

    /// <summary>Room needed right of the plot.</summary>
    public double Width(Box area) => Gap + Thickness + Style.TickGap + 4 + Labels(area, out _).Room + (key.Axis.Title.Length > 0 ? 20 : 0);

    public void Draw(Canvas canvas, Box area)
    {
        var labels = Labels(area, out var scale);
        var bar = new Box(area.Right + Gap, area.Y, Thickness, area.Height);
        for (int i = 0; i < Steps; i++)
        {
            double top = bar.Bottom - bar.Height * (i + 1) / Steps;
            var path = new PathText().Rectangle(bar.X, top, bar.Width, bar.Height / Steps + (i > 0 ? 0.6 : 0));
            canvas.Path(path, Paint.Fixed(key.Map.At((i + 0.5) / Steps)), null, crisp: true);
        }
        canvas.Rectangle(bar, Paint.None, new Stroke(Paint.AxisLine, 0.8));
        foreach (Tick tick in labels.Ticks.Major)
        {
            double place = scale.Map(tick.Value);
            canvas.Segment(bar.Right, place, bar.Right + 4, place, new Stroke(Paint.AxisLine, 1));
            canvas.Text(bar.Right + Style.TickGap + 1, place + 4, tick.Text, Style.Tick);
        }
        string title = Typeface.Fit(key.Axis.Title, Style.AxisTitle.Size, area.Height + 20);
        double x = bar.Right + Style.TickGap + labels.Room + 18;
        canvas.Text(x, area.CenterY, title, Style.AxisTitle, Anchor.Middle, -90);
    }
}
