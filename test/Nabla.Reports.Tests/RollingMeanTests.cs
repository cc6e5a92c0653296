using Nabla.Reports;

namespace Nabla.Reports.Tests;

public class RollingMeanTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 3)]
    [InlineData(17, 2)]
    [InlineData(64, 5)]
    [InlineData(100, 99)]
    public void Every_place_has_the_mean_of_its_window(int count, int reach)
    {
        double[] values = [.. Enumerable.Range(0, count).Select(i => Math.Sin(i * 12.9))];
        double[] smooth = RollingMean.Of(values, reach);
        for (int i = 0; i < count; i++)
            Assert.Equal(values[Math.Max(0, i - reach)..Math.Min(count, i + reach + 1)].Average(), smooth[i], 12);
    }

    [Fact]
    public void Gaps_stay_gaps_and_weigh_nothing()
    {
        double[] smooth = RollingMean.Of([1, double.NaN, 3, double.PositiveInfinity, 5], 1);
        Assert.Equal([1, double.NaN, 3, double.NaN, 5], smooth);
    }

    [Fact]
    public void A_huge_number_spoils_nothing_outside_its_window()
    {
        double[] values = [.. Enumerable.Repeat(0.5, 100)];
        values[20] = 1e38;
        double[] smooth = RollingMean.Of(values, 3);
        Assert.All(smooth[24..], value => Assert.Equal(0.5, value));
        Assert.Empty(RollingMean.Of([], 4));
    }
}
