namespace Nabla.Plots.Marks;

/// <summary>A path through the plane in time: an open circle at its start, arrow heads along it, a filled marker at its end.</summary>
internal sealed class Trajectory(string label, Points points) : Mark(label)
{
    const double Apart = 70;

    public override bool IsEmpty => points.Count == 0;

    public override void Measure(Bounds bounds)
    {
        points.Measure(bounds);
        bounds.X.Pad(0.05);
        bounds.Y.Pad(0.05);
    }

    public override void Draw(Panel panel)
    {
        Series series = panel.Series[Label];
        var places = points.Project(panel).Where(p => !Thinning.IsGap(p)).ToArray();
        if (places.Length == 0) return;
        var shown = Thinning.Curve(places);
        panel.Canvas.Path(new PathText().Polyline(shown), null, new Stroke(series.Paint, 1.7));
        if (places.Length <= 60) Markers.Draw(panel.Canvas, places.Skip(1).SkipLast(1), series with { Marker = MarkerShape.Circle }, 1.9);
        Heads(panel.Canvas, shown, series);
        panel.Canvas.Circle(places[0].X, places[0].Y, 3.6, Paint.Card, new Stroke(series.Paint, 1.7));
        Markers.Draw(panel.Canvas, [places[^1]], series, 4.6);
    }

    static void Heads(Canvas canvas, List<(double X, double Y)> places, Series series)
    {
        var path = new PathText();
        double way = Apart / 2;
        for (int i = 1; i < places.Count; i++)
        {
            double dx = places[i].X - places[i - 1].X, dy = places[i].Y - places[i - 1].Y, length = Math.Sqrt(dx * dx + dy * dy);
            way += length;
            if (way < Apart || length < 6) continue;
            way = 0;
            Arrows.Head(path, places[i - 1].X + 0.55 * dx, places[i - 1].Y + 0.55 * dy, dx / length, dy / length, 7);
        }
        canvas.Path(path, series.Paint, null);
    }

    public override void DrawKey(Canvas canvas, Box box, Series series)
    {
        canvas.Segment(box.X, box.CenterY, box.Right, box.CenterY, new Stroke(series.Paint, 1.7));
        Markers.Draw(canvas, [(box.Right - 4, box.CenterY)], series, 4);
    }
}
