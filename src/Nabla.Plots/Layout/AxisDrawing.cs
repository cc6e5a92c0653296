namespace Nabla.Plots.Layout;

/// <summary>Grid, axis lines, tick texts and titles around a plot area.</summary>
internal static class AxisDrawing
{
    public static void Grid(Panel panel, TickSet across, TickSet up)
    {
        Box area = panel.Area;
        PathText minor = new(), major = new();
        foreach (double value in across.Minor) Across(minor, panel.X.Map(value), area, vertical: true);
        foreach (double value in up.Minor) Across(minor, panel.Y.Map(value), area, vertical: false);
        foreach (Tick tick in across.Major) Across(major, panel.X.Map(tick.Value), area, vertical: true);
        foreach (Tick tick in up.Major) Across(major, panel.Y.Map(tick.Value), area, vertical: false);
        panel.Canvas.Path(minor, null, new Stroke(Paint.MinorGrid, 1));
        panel.Canvas.Path(major, null, new Stroke(Paint.Grid, 1));
    }

    static void Across(PathText path, double place, Box area, bool vertical)
    {
        if (vertical) path.Move(place, area.Y).Line(place, area.Bottom);
        else path.Move(area.X, place).Line(area.Right, place);
    }

    public static void Below(Canvas canvas, Box area, Projection x, AxisLabels labels, string title)
    {
        var ticks = new PathText().Move(area.X, area.Bottom).Line(area.Right, area.Bottom);
        foreach (Tick tick in labels.Ticks.Major)
        {
            double place = x.Map(tick.Value);
            ticks.Move(place, area.Bottom).Line(place, area.Bottom + 4);
            if (labels.Angle == 0) canvas.Text(place, area.Bottom + Style.TickGap + 11, tick.Text, Style.Tick, Anchor.Middle);
            else canvas.Text(place + 4, area.Bottom + Style.TickGap + 9, tick.Text, Style.Tick, Anchor.End, labels.Angle);
        }
        canvas.Path(ticks, null, new Stroke(Paint.AxisLine, 1));
        canvas.Text(area.CenterX, area.Bottom + Style.TickGap + labels.Room + 14, title, Style.AxisTitle, Anchor.Middle);
    }

    public static void Beside(Canvas canvas, Box area, Projection y, AxisLabels labels, string title)
    {
        var ticks = new PathText().Move(area.X, area.Y).Line(area.X, area.Bottom);
        foreach (Tick tick in labels.Ticks.Major)
        {
            double place = y.Map(tick.Value);
            ticks.Move(area.X - 4, place).Line(area.X, place);
            canvas.Text(area.X - Style.TickGap - 1, place + 4, tick.Text, Style.Tick, Anchor.End);
        }
        canvas.Path(ticks, null, new Stroke(Paint.AxisLine, 1));
        string fitted = Typeface.Fit(title, Style.AxisTitle.Size, area.Height + 30);
        canvas.Text(area.X - Style.TickGap - labels.Room - 12, area.CenterY, fitted, Style.AxisTitle, Anchor.Middle, -90);
    }
}
