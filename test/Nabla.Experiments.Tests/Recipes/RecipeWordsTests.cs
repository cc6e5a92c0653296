using Nabla.Experiments;

namespace Nabla.Experiments.Tests;

public class RecipeWordsTests
{
    [Theory]
    [InlineData("1000", 1000, "1000")]
    [InlineData(" 10% ", 500, "10%")]
    [InlineData("0.1%", 5, "0.1%")]
    [InlineData("0", 0, "0")]
    public void AnAmountIsACountOrAShareOfAWhole(string text, long of5000, string written)
    {
        var amount = Amount.Parse(text);
        Assert.Equal(of5000, amount.Of(5000));
        Assert.Equal(written, amount.ToString());
        Assert.Equal(amount, Amount.Parse(written));
    }

    [Theory]
    [InlineData("500", 500, "500 steps")]
    [InlineData("1 step", 1, "1 step")]
    [InlineData("epoch", 469, "1 epoch")]
    [InlineData("0.5 epochs", 234, "0.5 epochs")]
    [InlineData("0.000001 epochs", 1, "1e-06 epochs")]
    [InlineData("auto", 469, "auto")]
    [InlineData("never", 0, "never")]
    [InlineData("none", 0, "never")]
    public void AnIntervalIsStepsOrEpochsOrNever(string text, long steps, string written)
    {
        var interval = Interval.Parse(text);
        Assert.Equal(steps, interval.InSteps(468.75, 3750));
        Assert.Equal(written, interval.ToString(), ignoreCase: true);
        Assert.Equal(interval, Interval.Parse(written));
    }

    [Theory]
    [InlineData(8, 30_000, 1504)] // 3750 epochs: every 188th
    [InlineData(8, 160, 8)]
    [InlineData(8, 168, 16)]
    [InlineData(8, 3, 8)]
    [InlineData(0.5, 3, 1)]
    public void AutoIsEveryEpochButNoMoreThanTwentyTimes(double stepsPerEpoch, long allSteps, long steps)
    {
        Assert.Equal(steps, Interval.Auto.InSteps(stepsPerEpoch, allSteps));
        Assert.True(allSteps / steps <= 20);
    }
}
