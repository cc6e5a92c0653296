using Nabla.Cli.Output;
using Nabla.Cli.Progress;
using Nabla.Metrics;
using Nabla.Training;

namespace Nabla.Cli.Tests.Progress;

public class ProgressTextTests
{
    static readonly TrainingStart start = new("mlp:512-512", "mnist-train", 669706, 3752, 0, 469);

    static StepReport At(long step, double loss = 0.25) => new(step, step / 469.0, loss, Measure.Share("accuracy", 0.953), 8.1e-4, 0.831, 52_123, step * 0.01);

    [Fact]
    public void TheLineTellsAllThatTheDesignNames()
    {
        var text = new ProgressText(start);
        for (long step = 1; step <= 938; step++) text.Add(At(step));
        Assert.Equal("epoch 2.0/8  step 938/3,752  loss 0.25  accuracy 95.3 %  rate 8.1e-4  gradient 0.831  52,123 samples/s  0:28 left", text.Lines(200));
    }

    [Fact]
    public void ANarrowTerminalGetsMoreLines()
    {
        var text = new ProgressText(start);
        for (long step = 1; step <= 938; step++) text.Add(At(step));
        Assert.Equal("epoch 2.0/8  step 938/3,752\nloss 0.25  accuracy 95.3 %\nrate 8.1e-4  gradient 0.831\n52,123 samples/s  0:28 left", text.Lines(30));
    }

    [Fact]
    public void TheLossIsTheMeanSinceTheLastLine()
    {
        var text = new ProgressText(start);
        text.Add(At(1, 1));
        text.Add(At(2, 3));
        Assert.Contains("loss 2", text.Lines(200));
        text.Add(At(3, 7));
        Assert.Contains("loss 7", text.Lines(200));
    }

    [Fact]
    public void AnEndlessStreamHasNoEpochs()
    {
        var text = new ProgressText(start with { StepsPerEpoch = 0 });
        text.Add(At(1));
        Assert.StartsWith("step 1/3,752", text.Lines(200));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.00123, "0.0012")]
    [InlineData(0.000081, "8.1e-5")]
    [InlineData(2.302585, "2.3026")]
    [InlineData(1234567, "1.23e6")]
    [InlineData(double.NaN, "NaN")]
    public void NumbersAreShort(double value, string text) => Assert.Equal(text, Measure.Short(value));

    [Fact]
    public void EvaluationsAreLinesAndQuietSilencesThem()
    {
        StringWriter output = new(), error = new();
        var lines = new ProgressLines(new Channels(output, error, json: false, quiet: false));
        lines.Start(start);
        lines.Step(At(469));
        lines.Evaluation(new EvaluationReport(469, "test", new(0.0912, [Measure.Share("accuracy", 0.97312)])));
        Assert.Equal("step 469: test loss 0.0912, accuracy 97.31 %", error.ToString().TrimEnd().Split('\n')[^1].TrimEnd());
        Assert.Equal("", output.ToString());

        var silent = new StringWriter();
        new ProgressLines(new Channels(output, silent, json: false, quiet: true)).Evaluation(new EvaluationReport(1, "test", new(1, [])));
        Assert.Equal("", silent.ToString());
    }
}
