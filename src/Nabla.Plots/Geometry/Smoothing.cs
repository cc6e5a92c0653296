namespace Nabla.Plots.Geometry;

/// <summary>Rounds the corners of a polyline.</summary>
internal static class Smoothing
{
    /// <summary>Each round replaces every corner by two points, a quarter of the way along its sides (G. Chaikin, "An
    /// algorithm for high-speed curve generation", 1974). Ends stay; a ring stays closed.</summary>
    public static List<(double X, double Y)> CutCorners(List<(double X, double Y)> points, int rounds)
    {
        for (; rounds > 0 && points.Count > 2; rounds--)
        {
            bool ring = points[0] == points[^1];
            var cut = new List<(double X, double Y)>(2 * points.Count);
            if (!ring) cut.Add(points[0]);
            for (int i = 0; i + 1 < points.Count; i++)
            {
                var (a, b) = (points[i], points[i + 1]);
                cut.Add((0.75 * a.X + 0.25 * b.X, 0.75 * a.Y + 0.25 * b.Y));
                cut.Add((0.25 * a.X + 0.75 * b.X, 0.25 * a.Y + 0.75 * b.Y));
            }
            cut.Add(ring ? cut[0] : points[^1]);
            points = cut;
        }
        return points;
    }
}
