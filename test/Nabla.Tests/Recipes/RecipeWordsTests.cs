using Nabla.Recipes;

namespace Nabla.Tests.Recipes;

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
    [InlineData("never", 0, "never")]
    [InlineData("none", 0, "never")]
    public void AnIntervalIsStepsOrEpochsOrNever(string text, long steps, string written)
    {
        var interval = Interval.Parse(text);
        Assert.Equal(steps, interval.InSteps(468.75));
        Assert.Equal(written, interval.ToString(), ignoreCase: true);
        Assert.Equal(interval, Interval.Parse(written));
    }

    [Fact]
    public void AModelsNameHoldsItsSizes()
    {
        var model = SizedName.Model("Residual-MLP:256x20");
        Assert.Equal("residual-mlp", model.Kind);
        Assert.Equal([256, 20], model.Sizes);
        Assert.Equal("residual-mlp:256x20", model.ToString());
        Assert.Equal([512, 512], SizedName.Model("mlp:512-512").Sizes);
        Assert.Empty(SizedName.Model("perceptron").Sizes);
    }

    [Fact]
    public void AnUnknownModelNamesTheNearest()
    {
        var error = Assert.Throws<FormatException>(() => SizedName.Model("mpl:512"));
        Assert.Contains("did you mean 'mlp'", error.Message);
    }
}
