namespace Nabla.Plots.Marks;

/// <summary>A curve through points in order; broken where a value cannot be shown.</summary>
internal sealed class Line(string label, Points points, double width, double opacity, bool markers) : Mark(label)
{
    const int MostMarkers = 24;

    // Dashes make a noisy curve unreadable: only a curve that moves up and down less than a few times its range has them.
    readonly bool calm = Wander(points.Y) < 4;

    bool ShowsMarkers(Series series) => markers && points.Count <= MostMarkers && !series.Family;

    public override bool IsEmpty => points.Count == 0;

    public override void Measure(Bounds bounds)
    {
        points.Measure(bounds);
        bounds.Y.Pad(0.05);
        if (markers && points.Count <= MostMarkers) bounds.X.Pad(0.02);
    }

    /// <summary>The last point shown, where a label may stand beside it.</summary>
    public (double X, double Y)? End(Bounds bounds) => points.Last(bounds);

    public override void Draw(Panel panel)
    {
        Series series = panel.Series[Label];
        var places = Thinning.Curve(points.Project(panel));
        panel.Canvas.Path(new PathText().Polyline(places), null, StrokeOf(series));
        if (ShowsMarkers(series)) Markers.Draw(panel.Canvas, places.Where(p => !Thinning.IsGap(p)), series, 3.4);
        else Markers.Draw(panel.Canvas, Alone(places), series, 2);
    }

    public override void DrawKey(Canvas canvas, Box box, Series series)
    {
        canvas.Segment(box.X, box.CenterY, box.Right, box.CenterY, StrokeOf(series));
        if (ShowsMarkers(series)) Markers.Draw(canvas, [(box.CenterX, box.CenterY)], series, 3.4);
    }

    Stroke StrokeOf(Series series) => new(series.Paint, width, calm ? series.Dash : "", opacity);

    // A point between two gaps would vanish in a line.
    static IEnumerable<(double X, double Y)> Alone(List<(double X, double Y)> places)
    {
        for (int i = 0; i < places.Count; i++)
        {
            bool before = i > 0 && !Thinning.IsGap(places[i - 1]);
            bool after = i < places.Count - 1 && !Thinning.IsGap(places[i + 1]);
            if (!Thinning.IsGap(places[i]) && !before && !after) yield return places[i];
        }
    }

    static double Wander(double[] y)
    {
        var finite = y.Where(double.IsFinite).ToArray();
        double range = finite.Length == 0 ? 0 : finite.Max() - finite.Min(), way = 0;
        for (int i = 1; i < finite.Length; i++) way += Math.Abs(finite[i] - finite[i - 1]);
        return range > 0 ? way / range : 0;
    }
}
