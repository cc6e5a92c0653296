using Nabla.Plots.Geometry;

namespace Nabla.Plots.Tests.Geometry;

public class SmoothingTests
{
    [Fact]
    public void Ends_stay_and_corners_are_cut()
    {
        var smooth = Smoothing.CutCorners([(0, 0), (4, 0), (4, 4)], 1);
        Assert.Equal([(0, 0), (1, 0), (3, 0), (4, 1), (4, 3), (4, 4)], smooth);
    }

    [Fact]
    public void A_ring_stays_closed_and_inside()
    {
        List<(double X, double Y)> square = [(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)];
        var smooth = Smoothing.CutCorners(square, 3);
        Assert.Equal(smooth[0], smooth[^1]);
        Assert.All(smooth, p => Assert.True(p.X is >= 0 and <= 4 && p.Y is >= 0 and <= 4));
        Assert.DoesNotContain((0, 0), smooth);
    }
}
