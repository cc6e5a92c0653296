using Nabla.Plots.Geometry;

namespace Nabla.Plots.Tests.Geometry;

public class MarchingSquaresTests
{
    [Fact]
    public void A_circle_comes_back_as_one_ring()
    {
        var surface = Surface.Sample((x, y) => Math.Sqrt(x * x + y * y), -2, 2, -2, 2, 101, 101);
        var ring = Assert.Single(MarchingSquares.Trace(surface, 1.5));
        Assert.Equal(ring[0], ring[^1]);
        Assert.All(ring, p => Assert.Equal(1.5, Math.Sqrt(p.X * p.X + p.Y * p.Y), 3));
    }

    [Fact]
    public void A_plane_gives_one_open_line_from_edge_to_edge()
    {
        var surface = Surface.Sample((x, y) => x + y, 0, 1, 0, 1, 11, 11);
        var line = Assert.Single(MarchingSquares.Trace(surface, 0.73));
        Assert.All(line, p => Assert.Equal(0.73, p.X + p.Y, 9));
        var ends = new[] { line[0], line[^1] }.OrderBy(p => p.X).ToArray();
        Assert.Equal((0, 0.73), (ends[0].X, Math.Round(ends[0].Y, 9)));
        Assert.Equal((0.73, 0), (Math.Round(ends[1].X, 9), ends[1].Y));
    }

    [Fact]
    public void A_saddle_gives_two_lines()
    {
        var surface = Surface.Sample((x, y) => x * y, -1, 1, -1, 1, 20, 20);
        Assert.Equal(2, MarchingSquares.Trace(surface, 0.1).Count);
        Assert.Equal(2, MarchingSquares.Trace(surface, -0.1).Count);
    }

    [Fact]
    public void Nothing_is_drawn_above_the_highest_or_through_NaN()
    {
        Assert.Empty(MarchingSquares.Trace(Surface.Sample((x, y) => x, 0, 1, 0, 1, 5, 5), 2));
        Assert.Empty(MarchingSquares.Trace(Surface.Sample((x, y) => double.NaN, 0, 1, 0, 1, 5, 5), 0.5));
    }
}
