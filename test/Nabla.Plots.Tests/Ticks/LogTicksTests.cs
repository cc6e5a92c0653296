using Nabla.Plots.Ticks;

namespace Nabla.Plots.Tests.Ticks;

public class LogTicksTests
{
    static string[] Texts(double low, double high, int most) => [.. LogTicks.Between(low, high, most).Major.Select(t => t.Text)];

    [Fact]
    public void Decades_are_labelled() => Assert.Equal(["0.01", "0.1", "1", "10"], Texts(0.004, 30, 8));

    [Fact]
    public void Far_decades_are_powers() => Assert.Equal(["10⁻⁶", "10⁻⁵", "10⁻⁴", "10⁻³"], Texts(1e-6, 2e-3, 8));

    [Fact]
    public void Many_decades_are_thinned_evenly()
    {
        var ticks = LogTicks.Between(1e-30, 1, 6).Major;
        Assert.InRange(ticks.Count, 3, 7);
        var ratios = ticks.Zip(ticks.Skip(1), (a, b) => Math.Round(Math.Log10(b.Value / a.Value), 6)).Distinct();
        Assert.Single(ratios);
    }

    [Fact]
    public void Few_decades_show_two_and_five() => Assert.Equal(["0.5", "1", "2", "5"], Texts(0.3, 7, 8));

    [Fact]
    public void A_narrow_range_still_has_ticks() => Assert.True(LogTicks.Between(3.05, 3.09, 6).Major.Count >= 2);

    [Theory]
    [InlineData(1e-150, 1e150)]
    [InlineData(0.99, 1.01)]
    [InlineData(1, 10)]
    [InlineData(2e-5, 9e4)]
    public void Ticks_lie_inside_and_are_few(double low, double high)
    {
        var set = LogTicks.Between(low, high, 7);
        Assert.InRange(set.Major.Count, 2, 8);
        Assert.All(set.Major, t => Assert.InRange(t.Value, low * (1 - 1e-6), high * (1 + 1e-6)));
        Assert.Empty(set.Minor.Intersect(set.Major.Select(t => t.Value)));
    }
}
