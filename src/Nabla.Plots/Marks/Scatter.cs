namespace Nabla.Plots.Marks;

/// <summary>A cloud of points; the more, the smaller and fainter each.</summary>
internal sealed class Scatter(string label, Points points, double? radius) : Mark(label)
{
    const int MostShown = 6000;

    double Radius => radius ?? (points.Count <= 100 ? 3.6 : points.Count <= 1000 ? 2.8 : 1.8);

    double Opacity => points.Count <= 300 ? 0.9 : points.Count <= 3000 ? 0.65 : 0.4;

    public override Layer Layer => Layer.Point;

    public override bool IsEmpty => points.Count == 0;

    public override void Measure(Bounds bounds)
    {
        points.Measure(bounds);
        bounds.X.Pad(0.05);
        bounds.Y.Pad(0.05);
    }

    public override void Draw(Panel panel)
    {
        // Of the points in one cell of a pixel or more, one is drawn.
        var places = points.Project(panel);
        var shown = places.ToList();
        for (double cell = 1; shown.Count > MostShown; cell *= 1.3) shown = Thinning.Cloud(places, cell).ToList();
        Markers.Draw(panel.Canvas, shown.Where(p => !Thinning.IsGap(p)), panel.Series[Label], Radius, Opacity);
    }

    public override void DrawKey(Canvas canvas, Box box, Series series) => Markers.Draw(canvas, [(box.CenterX, box.CenterY)], series, 3.6);
}
