using Nabla.Plots.Geometry;

namespace Nabla.Plots.Tests.Geometry;

public class ThinningTests
{
    static List<(double X, double Y)> Noise(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(i => (i * 500.0 / count, random.NextDouble()))];
    }

    [Fact]
    public void Each_column_keeps_its_extremes_and_ends()
    {
        var points = Noise(100_000);
        var kept = Thinning.Curve(points);
        Assert.True(kept.Count <= 4 * 501);
        foreach (var column in points.GroupBy(p => Math.Floor(p.X)))
        {
            var left = kept.Where(p => Math.Floor(p.X) == column.Key).ToList();
            Assert.Equal(column.Min(p => p.Y), left.Min(p => p.Y));
            Assert.Equal(column.Max(p => p.Y), left.Max(p => p.Y));
            Assert.Equal(column.First(), left[0]);
            Assert.Equal(column.Last(), left[^1]);
        }
    }

    [Fact]
    public void Gaps_stay_gaps()
    {
        var points = Noise(10_000);
        for (int i = 4000; i < 5000; i++)
            points[i] = (points[i].X, double.NaN);
        var kept = Thinning.Curve(points);
        Assert.Single(kept, Thinning.IsGap);
        int gap = kept.FindIndex(Thinning.IsGap);
        Assert.Equal(points[3999], kept[gap - 1]);
        Assert.Equal(points[5000], kept[gap + 1]);
    }

    [Fact]
    public void A_path_that_turns_back_keeps_its_shape()
    {
        var circle = Enumerable.Range(0, 50_000).Select(i => (100 * Math.Cos(i / 500.0), 100 * Math.Sin(i / 500.0))).ToList();
        var kept = Thinning.Curve(circle);
        Assert.True(kept.Count < circle.Count / 2);
        Assert.All(kept, p => Assert.Equal(100, Math.Sqrt(p.X * p.X + p.Y * p.Y), 6));
        Assert.Equal(circle[^1], kept[^1]);
    }

    [Fact]
    public void Few_points_are_left_alone() => Assert.Equal(Noise(1000), Thinning.Curve(Noise(1000)));

    [Fact]
    public void A_cloud_keeps_one_point_a_cell()
    {
        var kept = Thinning.Cloud(Noise(20_000), 2).ToList();
        Assert.Equal(kept.Count, kept.Select(p => (Math.Floor(p.X / 2), Math.Floor(p.Y / 2))).Distinct().Count());
    }

    [Fact]
    public void Points_on_a_straight_line_are_dropped_and_corners_kept()
    {
        List<(double X, double Y)> corner = [(0, 0), (1, 0), (2, 0), (3, 0), (3, 1), (3, 2)];
        Assert.Equal([(0, 0), (3, 0), (3, 2)], Thinning.Straighten(corner));
        Assert.Single(Thinning.Straighten([(1, 1)]));
    }

    [Fact]
    public void A_slow_bend_is_not_straightened_away()
    {
        var circle = Enumerable.Range(0, 3601).Select(i => (100 * Math.Cos(i * Math.PI / 1800), 100 * Math.Sin(i * Math.PI / 1800))).ToList();
        var kept = Thinning.Straighten(circle);
        for (int i = 1; i < kept.Count; i++)
        {
            double x = (kept[i].X + kept[i - 1].X) / 2, y = (kept[i].Y + kept[i - 1].Y) / 2;
            Assert.InRange(Math.Sqrt(x * x + y * y), 99, 100.01);
        }
    }
}
