namespace Nabla.Plots.Marks;

/// <summary>Shapes of about equal area around a point, all of one cloud in one path; tiny ones are dots, the round
/// ends of lines without length, which take a third of the text.</summary>
internal static class Markers
{
    public static void Draw(Canvas canvas, IEnumerable<(double X, double Y)> places, Series series, double radius, double opacity = 1)
    {
        var path = new PathText();
        bool dots = radius < 2, open = series.Marker is MarkerShape.Cross or MarkerShape.Plus;
        foreach (var (x, y) in places) _ = dots ? path.Move(x, y).Raw("h.01") : Add(path, x, y, series.Marker, radius);
        if (dots) canvas.Path(path, null, new Stroke(series.Paint, 2 * radius, Opacity: opacity), roundCaps: true);
        else if (open) canvas.Path(path, null, new Stroke(series.Paint, radius * 0.55, Opacity: opacity));
        else canvas.Path(path, series.Paint, opacity < 0.9 ? null : new Stroke(Paint.Card, Math.Min(0.8, radius / 4)), opacity);
    }

    static PathText Add(PathText path, double x, double y, MarkerShape shape, double r)
    {
        string d = Canvas.Number(2 * r);
        return shape switch
        {
            MarkerShape.Circle => path.Move(x - r, y).Raw($"a{Arc(r)} {d} 0a{Arc(r)} -{d} 0z"),
            MarkerShape.Square => path.Rectangle(x - 0.88 * r, y - 0.88 * r, 1.76 * r, 1.76 * r),
            MarkerShape.Triangle => path.Move(x, y - 1.2 * r).Line(x + 1.15 * r, y + 0.8 * r).Line(x - 1.15 * r, y + 0.8 * r).Close(),
            MarkerShape.TriangleDown => path.Move(x, y + 1.2 * r).Line(x + 1.15 * r, y - 0.8 * r).Line(x - 1.15 * r, y - 0.8 * r).Close(),
            MarkerShape.Diamond => path.Move(x, y - 1.25 * r).Line(x + 1.25 * r, y).Line(x, y + 1.25 * r).Line(x - 1.25 * r, y).Close(),
            MarkerShape.Cross => path.Move(x - 0.85 * r, y - 0.85 * r).Line(x + 0.85 * r, y + 0.85 * r)
                .Move(x - 0.85 * r, y + 0.85 * r).Line(x + 0.85 * r, y - 0.85 * r),
            _ => path.Move(x - 1.1 * r, y).Line(x + 1.1 * r, y).Move(x, y - 1.1 * r).Line(x, y + 1.1 * r),
        };
    }

    static string Arc(double radius) => $"{Canvas.Number(radius)} {Canvas.Number(radius)} 0 1 0";
}
