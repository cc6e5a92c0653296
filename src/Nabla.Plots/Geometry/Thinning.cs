namespace Nabla.Plots.Geometry;

/// <summary>Fewer points, same picture. Of a curve with rising x, each column of pixels keeps its first, lowest, highest and last point, which draws
/// the same pixels (Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", 2014).</summary>
internal static class Thinning
{
    /// <summary>Points of figure units, with NaN for a gap, thinned to columns of width <paramref name="column"/>.</summary>
    public static List<(double X, double Y)> Curve(IReadOnlyList<(double X, double Y)> points, double column = 1)
    {
        if (points.Count < 2000) return [.. points];
        return Rises(points) ? Columns(points, column) : Steps(points, column / 2);
    }

    static bool Rises(IReadOnlyList<(double X, double Y)> points)
    {
        double last = double.NegativeInfinity;
        foreach (var (x, y) in points)
        {
            if (double.IsNaN(x) || double.IsNaN(y)) continue;
            if (x < last) return false;
            last = x;
        }
        return true;
    }

    static List<(double X, double Y)> Columns(IReadOnlyList<(double X, double Y)> points, double column)
    {
        var kept = new List<(double, double)>();
        int start = 0;
        while (start < points.Count)
        {
            if (IsGap(points[start]))
            {
                kept.Add((double.NaN, double.NaN));
                start++;
                continue;
            }
            int end = start, lowest = start, highest = start;
            double cell = Math.Floor(points[start].X / column);
            for (; end < points.Count && !IsGap(points[end]) && Math.Floor(points[end].X / column) == cell; end++)
            {
                lowest = points[end].Y < points[lowest].Y ? end : lowest;
                highest = points[end].Y > points[highest].Y ? end : highest;
            }
            foreach (int i in new SortedSet<int> { start, lowest, highest, end - 1 }) kept.Add(points[i]);
            start = end;
        }
        return DropRepeatedGaps(kept);
    }

    // A path that turns back: points closer to the last kept one than a fraction of a pixel add nothing.
    static List<(double X, double Y)> Steps(IReadOnlyList<(double X, double Y)> points, double least)
    {
        var kept = new List<(double X, double Y)>();
        for (int i = 0; i < points.Count; i++)
        {
            bool far = kept.Count == 0 || i == points.Count - 1 || IsGap(points[i]) || IsGap(kept[^1])
                || Math.Abs(points[i].X - kept[^1].X) + Math.Abs(points[i].Y - kept[^1].Y) >= least;
            if (far) kept.Add(points[i]);
        }
        return DropRepeatedGaps(kept);
    }

    /// <summary>Drops points as long as the line that stays passes all of them closer than <paramref name="tolerance"/>.</summary>
    public static List<(double X, double Y)> Straighten(List<(double X, double Y)> points, double tolerance = 0.06)
    {
        var kept = new List<(double X, double Y)>();
        for (int i = 0, last = 0; i < points.Count; i++)
        {
            bool straight = i > last && i + 1 < points.Count
                && points[(last + 1)..(i + 1)].TrueForAll(p => Distance(p, points[last], points[i + 1]) < tolerance);
            if (straight) continue;
            kept.Add(points[i]);
            last = i;
        }
        return kept;
    }

    static double Distance((double X, double Y) p, (double X, double Y) a, (double X, double Y) b)
    {
        double dx = b.X - a.X, dy = b.Y - a.Y, length = dx * dx + dy * dy;
        double t = length > 0 ? Math.Clamp(((p.X - a.X) * dx + (p.Y - a.Y) * dy) / length, 0, 1) : 0;
        double x = a.X + t * dx - p.X, y = a.Y + t * dy - p.Y;
        return Math.Sqrt(x * x + y * y);
    }

    /// <summary>Of points that share a cell of the given size, the first stays.</summary>
    public static IEnumerable<(double X, double Y)> Cloud(IEnumerable<(double X, double Y)> points, double cell)
    {
        var seen = new HashSet<(long, long)>();
        return points.Where(p => !IsGap(p) && seen.Add(((long)Math.Floor(p.X / cell), (long)Math.Floor(p.Y / cell))));
    }

    public static bool IsGap((double X, double Y) point) => double.IsNaN(point.X) || double.IsNaN(point.Y);

    static List<(double X, double Y)> DropRepeatedGaps(List<(double X, double Y)> points)
    {
        var kept = new List<(double X, double Y)>(points.Count);
        foreach (var point in points)
            if (!IsGap(point) || kept.Count > 0 && !IsGap(kept[^1])) kept.Add(point);
        return kept;
    }
}
