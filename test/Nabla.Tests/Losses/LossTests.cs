using Nabla.Devices;
using Nabla.Gradients;
using Nabla.Losses;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Tests.Losses;

public class LossTests
{
    static readonly double[] outputs = [-3, -1.5, -0.4, 0.3, 0.8, 2.5], labels = [0, 1, 0, 1, 0, 1], numbers = [-2.5, 1, 0.4, 0.1, -0.7, 5];

    static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    /// <summary>Loss, targets, and the loss of one number by its definition.</summary>
    public static TheoryData<Loss, double[], Func<double, double, double>> Elementwise => new()
    {
        { new LogisticLoss(), labels, (f, y) => Softplus(y == 1 ? -f : f) },
        { new LogisticLoss(BinaryLabels.PlusMinusOne), Signs(labels), (f, y) => Softplus(-y * f) },
        { new LogisticLoss(), [0.1, 0.9, 0.5, 0.3, 0, 1], (f, y) => y * Softplus(-f) + (1 - y) * Softplus(f) },
        { new PerceptronLoss(), labels, (f, y) => Math.Max(0, -(2 * y - 1) * f) },
        { new PerceptronLoss(BinaryLabels.PlusMinusOne), Signs(labels), (f, y) => Math.Max(0, -y * f) },
        { new HingeLoss(), labels, (f, y) => Math.Max(0, 1 - (2 * y - 1) * f) },
        { new HingeLoss(BinaryLabels.PlusMinusOne), Signs(labels), (f, y) => Math.Max(0, 1 - y * f) },
        { new SquaredHingeLoss(), labels, (f, y) => Math.Pow(Math.Max(0, 1 - (2 * y - 1) * f), 2) },
        { new MeanSquaredError(), numbers, (f, y) => (f - y) * (f - y) },
        { new MeanAbsoluteError(), numbers, (f, y) => Math.Abs(f - y) },
        { new HuberLoss(), numbers, (f, y) => Math.Abs(f - y) <= 1 ? (f - y) * (f - y) / 2 : Math.Abs(f - y) - 0.5 },
        { new HuberLoss(0.4), numbers, (f, y) => Math.Abs(f - y) <= 0.4 ? (f - y) * (f - y) / 2 : 0.4 * (Math.Abs(f - y) - 0.2) },
    };

    static double[] Signs(double[] zeroOne) => [.. zeroOne.Select(y => 2 * y - 1)];

    [Theory, MemberData(nameof(Elementwise))]
    public void Each_loss_is_its_definition_and_its_gradient_that_of_differences(Loss loss, double[] targets, Func<double, double, double> definition)
    {
        Tensor output = Tensor.From(outputs), target = Tensor.From(targets);
        double[] expected = [.. outputs.Zip(targets, definition)];
        AssertClose(expected, loss.PerExample(output, target).ToArray<double>());
        Assert.Equal(expected.Average(), loss.Mean(output, target).ToScalar(), 12);
        Assert.True(GradientCheck.Run(x => loss.Mean(x[0], target), [output]) is { Error: < 1e-8 } error, $"{loss}: {GradientCheck.Run(x => loss.Mean(x[0], target), [output])}");
        AssertClose(expected, loss.PerExample(output.To(DataType.Float32), target).To(DataType.Float64).ToArray<double>(), 6);
    }

    static void AssertClose(double[] expected, double[] actual, int digits = 12)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, digits));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    public void Cross_entropy_is_its_definition_and_its_gradient_that_of_differences(double smoothing)
    {
        var loss = new CrossEntropyLoss(smoothing);
        Tensor logits = Tensor.Normal([5, 4], Rng.FromSeed(3), deviation: 2, type: DataType.Float64), target = Tensor.From(3, 0, 1, 2, 3);
        double[] x = logits.ToArray<double>();
        double[] expected = [.. Enumerable.Range(0, 5).Select(row =>
        {
            double[] z = x[(row * 4)..(row * 4 + 4)];
            double log = Math.Log(z.Sum(Math.Exp)), right = z[new[] { 3, 0, 1, 2, 3 }[row]] - log;
            return -((1 - smoothing) * right + smoothing / 4 * z.Sum(v => v - log));
        })];
        AssertClose(expected, loss.PerExample(logits, target).ToArray<double>());
        Assert.Equal(expected.Average(), loss.Mean(logits, target).ToScalar(), 12);
        Assert.True(GradientCheck.Run(v => loss.Mean(v[0], target), [logits]).Error < 1e-8);
    }

    [Fact]
    public void A_negative_label_is_left_out_of_the_mean()
    {
        Tensor logits = Tensor.Normal([3, 4], Rng.FromSeed(3), type: DataType.Float64);
        double[] each = new CrossEntropyLoss().PerExample(logits, Tensor.From(1, 2, 3)).ToArray<double>();
        Assert.Equal((each[0] + each[2]) / 2, new CrossEntropyLoss().Mean(logits, Tensor.From(1, -1, 3)).ToScalar(), 12);
        Assert.Equal(0, new CrossEntropyLoss().Mean(logits, Tensor.From(-1, -1, -1)).ToScalar());
    }

    [Theory]
    [InlineData(0.0, 0, 0.5)]
    [InlineData(0.0, 1, -0.5)]
    [InlineData(200.0, 0, 1)]
    [InlineData(200.0, 1, 0)]
    [InlineData(-200.0, 1, -1)]
    [InlineData(20.0, 1, -2.0611536e-9)]
    [InlineData(-20.0, 0, 2.0611536e-9)]
    public void The_logistic_slope_is_exact_at_zero_and_far_out_in_float32(double f, int label, double slope)
    {
        Tensor output = Tensor.From((float)f).RequireGradient();
        Tensor loss = Tape.Differentiate(() => new LogisticLoss().Mean(output, Tensor.From(label)));
        Assert.Equal(slope, output.Gradient!.ToScalar(), 1e-6 * Math.Abs(slope));
        double expected = Softplus(label == 1 ? -f : f);
        if (Math.Abs(f) == 20) expected = 2.0611536e-9; // log1p(e⁻²⁰)
        Assert.Equal(expected, loss.ToScalar(), 1e-6 * expected);
    }

    [Fact]
    public void Weights_of_zero_begin_to_move_under_the_perceptron_loss()
    {
        Tensor output = Tensor.From(0f, 0f).RequireGradient();
        Tape.Differentiate(() => new PerceptronLoss().PerExample(output, Tensor.From(0, 1)).Sum());
        Assert.Equal([1f, -1f], output.Gradient!.ToArray<float>());
    }

    [Fact]
    public void Outputs_with_a_last_axis_of_one_fit_flat_targets_and_an_example_counts_once()
    {
        Tensor output = Tensor.From(outputs, [6, 1]), target = Tensor.From([0, 1, 0, 1, 0, 1]);
        Assert.Equal([6], new LogisticLoss().PerExample(output, target).Shape);
        Assert.Equal(new LogisticLoss().Mean(Tensor.From(outputs), target).ToScalar(), new LogisticLoss().Mean(output, target).ToScalar(), 14);
        Tensor wide = Tensor.From(outputs, [2, 3]);
        AssertClose([.. Enumerable.Range(0, 2).Select(row => outputs.Skip(row * 3).Take(3).Average(v => v * v))], new MeanSquaredError().PerExample(wide, Tensor.Zeros([2, 3], DataType.Float64)).ToArray<double>());
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named() =>
        Assert.Contains("expected a target of the output's shape [6, 2], got [6]", Assert.Throws<ArgumentException>(() => new MeanSquaredError().Mean(Tensor.Zeros([6, 2]), Tensor.Zeros([6]))).Message);

    public static TheoryData<string, Loss> Written => new()
    {
        { "cross-entropy", new CrossEntropyLoss() }, { "cross-entropy:0.1", new CrossEntropyLoss(0.1) }, { "logistic", new LogisticLoss() },
        { "perceptron", new PerceptronLoss() }, { "hinge", new HingeLoss() }, { "squared-hinge", new SquaredHingeLoss() },
        { "mse", new MeanSquaredError() }, { "mae", new MeanAbsoluteError() }, { "huber", new HuberLoss() }, { "Huber:0.5", new HuberLoss(0.5) },
    };

    [Theory, MemberData(nameof(Written))]
    public void Reads_what_is_written(string text, Loss expected) => Assert.Equal(expected, Loss.Parse(text));

    [Theory]
    [InlineData("crossentropy", "did you mean 'cross-entropy'?")]
    [InlineData("huber:0", "HuberLoss: Delta is 0")]
    [InlineData("cross-entropy:1", "Smoothing is 1")]
    public void Says_what_is_wrong(string text, string part) => Assert.Contains(part, Assert.Throws<FormatException>(() => Loss.Parse(text)).Message);
}
