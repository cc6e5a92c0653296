using Nabla.Schedules;

namespace Nabla.Tests.Schedules;

public class OneCycleTests
{
    static void Near(double[] expected, Schedule schedule, params long[] steps) =>
        Assert.All(expected.Zip(steps), pair => Assert.Equal(pair.First, schedule.At(pair.Second), 1e-12));

    [Fact]
    public void It_rises_falls_and_dies_out_in_straight_lines()
    {
        // 40 steps up from 0.2 to 1, 40 down, 20 on to 0.1.
        var cycle = new OneCycle(100, 0.2, 0.4, 0.1);
        Near([0.2, 0.4, 0.98, 1, 0.98, 0.6, 0.2, 0.15, 0.1, 0.1], cycle, 0, 10, 39, 40, 41, 60, 80, 90, 100, long.MaxValue);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void All_factors_are_those_of_the_formula(long total)
    {
        double a = 0.45 * total, s = 0.1, f = 0.001;
        for (long t = 0; t <= total; t++)
        {
            double expected = t >= total ? f : t < a ? s + (1 - s) * t / a : t < 2 * a ? 1 - (1 - s) * (t - a) / a : s - (s - f) * (t - 2 * a) / (total - 2 * a);
            Assert.Equal(expected, new OneCycle(total).At(t), 1e-12);
        }
    }

    [Fact]
    public void A_cycle_may_take_the_whole_run() => Near([0.5, 1, 0.75, 0.25], new OneCycle(4, 0.5, 0.5, 0.25), 0, 2, 3, 4);

    [Fact]
    public void What_makes_no_cycle_is_refused()
    {
        Assert.Contains("Rise of a one-cycle schedule is 0.6", Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycle(10, Rise: 0.6)).Message);
        Assert.Contains("Start of a schedule is 2", Assert.Throws<FormatException>(() => Schedule.Parse("one-cycle:2", 10)).Message);
    }

    [Fact]
    public void It_is_read_from_text()
    {
        Assert.Equal(new OneCycle(500), Schedule.Parse("one-cycle", 500));
        Assert.Equal(new OneCycle(500, 0.05, 0.3, 0), Schedule.Parse("One-Cycle:0.05:0.3:0", 500));
    }
}
