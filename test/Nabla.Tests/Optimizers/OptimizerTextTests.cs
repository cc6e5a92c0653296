using Nabla.Optimizers;

namespace Nabla.Tests.Optimizers;

public class OptimizerTextTests
{
    public static TheoryData<string, OptimizerSettings> Written => new()
    {
        { "sgd", new Sgd() },
        { "gradient-descent", new Sgd { TakesWholeSet = true } },
        { " Momentum ", new Momentum() },
        { "momentum:0.99", new Momentum { Coefficient = 0.99 } },
        { "momentum-slide", new Momentum { RateInside = true } },
        { "nesterov:0.8", new Nesterov { Coefficient = 0.8 } },
        { "adagrad", new Adagrad { Epsilon = 1e-8 } },
        { "adagrad-slide", new Adagrad { Epsilon = 1e-8, EpsilonUnderRoot = true } },
        { "rmsprop", new RmsProp() },
        { "rmsprop-centered:0.9", new RmsProp { Smoothing = 0.9, Centered = true } },
        { "adam:0.8:0.99", new Adam { Beta1 = 0.8, Beta2 = 0.99 } },
        { "adam-slide", new Adam { EpsilonUnderRoot = true, CorrectionInsideRecursion = true } },
        { "adamw", new AdamW() },
        { "adamw:0.9:0.95", new AdamW { Beta2 = 0.95 } },
    };

    [Theory, MemberData(nameof(Written))]
    public void Reads_what_is_written(string text, OptimizerSettings expected) => Assert.Equal(expected, OptimizerSettings.Parse(text));

    [Theory]
    [InlineData("adanw", "did you mean 'adamw'?")]
    [InlineData("", "is unknown")]
    [InlineData("sgd:1", "wrong count of numbers; the form is sgd")]
    [InlineData("adam:0.9:0.9:0.9", "the form is adam[:beta1[:beta2]]")]
    [InlineData("momentum:a", "momentum expects a number from 0, below 1; got 'a'; the form is momentum[:momentum]")]
    [InlineData("momentum:nan", "got 'nan'")]
    [InlineData("momentum:1", "momentum expects a number from 0, below 1; got '1'")]
    public void Says_what_is_wrong(string text, string part)
    {
        var error = Assert.Throws<FormatException>(() => OptimizerSettings.Parse(text));
        Assert.Contains(part, error.Message);
        Assert.DoesNotContain("(Parameter", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }
}
