using Nabla.Devices;
using Nabla.LinearModels;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Tests.LinearModels;

public class LogisticRegressionTests
{
    /// <summary>Standardised examples of the size of breast_cancer whose columns are as strongly correlated: six hidden factors, a little noise.</summary>
    static (double[] Features, int[] Labels) Correlated(int count = 569, int width = 30, long seed = 11)
    {
        RngReader reader = Rng.FromSeed(seed).Reader();
        double[] loadings = [.. Enumerable.Range(0, 6 * width).Select(_ => (double)reader.Normal())];
        var x = new double[count * width];
        var labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            double[] factors = [.. Enumerable.Range(0, 6).Select(f => reader.Normal() * Math.Pow(0.6, f))];
            for (int j = 0; j < width; j++) x[i * width + j] = factors.Select((v, f) => v * loadings[f * width + j]).Sum() + 0.15 * reader.Normal();
            labels[i] = reader.Uniform() < 1 / (1 + Math.Exp(-(4 * factors[0] - 3 * factors[1] + 0.5))) ? 1 : 0;
        }
        for (int j = 0; j < width; j++)
        {
            double[] column = [.. Enumerable.Range(0, count).Select(i => x[i * width + j])];
            double mean = column.Average(), deviation = Math.Sqrt(column.Average(v => (v - mean) * (v - mean)));
            for (int i = 0; i < count; i++) x[i * width + j] = (column[i] - mean) / deviation;
        }
        return (x, labels);
    }

    static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum()) / Math.Sqrt(b.Sum(v => v * v));

    static double[] WithBias(LogisticFit fit) => [.. fit.Weight.To(DataType.Float64).ToArray<double>(), .. fit.Bias.To(DataType.Float64).ToArray<double>()];

    [Theory]
    [InlineData(false, DataType.Float64, 1e-4)]
    [InlineData(true, DataType.Float64, 1e-4)]
    [InlineData(true, DataType.Float32, 1e-2)]
    public void Gradient_descent_meets_Newton(bool accelerated, DataType type, double tolerance)
    {
        var (features, labels) = Correlated();
        const double penalty = 1e-3;
        double[] newton = NewtonReference.Fit(features, labels, penalty);
        var regression = new LogisticRegression { Penalty = penalty, Accelerated = accelerated };
        LogisticFit fit = regression.FitBinary(Tensor.From(features, [569, 30]).To(type), Tensor.From(labels, [569]));
        Assert.True(fit.Converged, $"‖∇‖ = {fit.GradientNorm} after {fit.Iterations}");
        Assert.InRange(Distance(WithBias(fit), newton), 0, tolerance);
        Assert.Equal(type, fit.Weight.DataType);
        Assert.InRange(fit.Predict(Tensor.From(features, [569, 30]).To(type)).ToArray<int>().Zip(labels).Count(pair => pair.First == pair.Second), 480, 569);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void Steps_are_those_of_the_slide(double penalty)
    {
        var (x, y) = Correlated(20, 3);
        const double alpha = 0.3;
        var w = new double[3];
        double b = 0;
        for (int t = 0; t < 7; t++)
        {
            double[] difference = [.. Enumerable.Range(0, 20).Select(n => y[n] - 1 / (1 + Math.Exp(-(w.Select((v, j) => v * x[n * 3 + j]).Sum() + b))))];
            double[] sums = [.. Enumerable.Range(0, 3).Select(j => Enumerable.Range(0, 20).Sum(n => difference[n] * x[n * 3 + j]))];
            for (int j = 0; j < 3; j++) w[j] += alpha / 20 * sums[j] - alpha * penalty * w[j];
            b += alpha / 20 * difference.Sum();
        }
        LogisticFit fit = new LogisticRegression { StepSize = alpha, Penalty = penalty, MaxIterations = 7, Tolerance = 0 }.FitBinary(Tensor.From(x, [20, 3]), Tensor.From(y, [20]));
        Assert.Equal(7, fit.Iterations);
        Assert.False(fit.Converged);
        Assert.All(WithBias(fit).Zip([.. w, b]), pair => Assert.Equal(pair.Second, pair.First, 12));
    }

    // With weights ±w/2 softmax is the sigmoid of w, and its penalty is half of that on w.
    [Fact]
    public void Softmax_over_two_classes_is_the_sigmoid_with_half_the_penalty()
    {
        var (x, y) = Correlated(100, 5);
        Tensor features = Tensor.From(x, [100, 5]), labels = Tensor.From(y, [100]);
        LogisticFit binary = new LogisticRegression { Penalty = 0.05, Accelerated = true, Tolerance = 1e-11 }.FitBinary(features, labels);
        LogisticFit softmax = new LogisticRegression { Penalty = 0.1, Accelerated = true, Tolerance = 1e-11 }.FitSoftmax(features, labels, 2);
        double[] rows = softmax.Weight.ToArray<double>();
        Assert.All(Enumerable.Range(0, 5), j => Assert.Equal(binary.Weight.ToArray<double>()[j], rows[5 + j] - rows[j], 7));
        Assert.Equal(binary.Loss, softmax.Loss, 9);
        Assert.Equal(binary.Predict(features).ToArray<int>(), softmax.Predict(features).ToArray<int>());
        double[] two = softmax.Probabilities(features).ToArray<double>();
        Assert.All(binary.Probabilities(features).ToArray<double>().Select((p, i) => (p, i)), pair => Assert.Equal(pair.p, two[2 * pair.i + 1], 7));
    }

    [Fact]
    public void Softmax_tells_three_classes_apart()
    {
        RngReader reader = Rng.FromSeed(4).Reader();
        int[] labels = [.. Enumerable.Range(0, 150).Select(i => i % 3)];
        double[] centres = [0, 3, 3, 0, -3, -3];
        Tensor features = Tensor.From([.. labels.SelectMany(c => new[] { centres[2 * c] + reader.Normal(), centres[2 * c + 1] + reader.Normal() })], [150, 2]);
        LogisticFit fit = new LogisticRegression { Penalty = 1e-2 }.FitSoftmax(features, Tensor.From(labels, [150]), 3);
        Assert.True(fit.Converged);
        Assert.Equal([3, 2], fit.Weight.Shape);
        Assert.InRange(fit.Predict(features).ToArray<int>().Zip(labels).Count(pair => pair.First == pair.Second), 140, 150);
        Assert.All(fit.Probabilities(features).Sum(1).ToArray<double>(), sum => Assert.Equal(1, sum, 12));
    }

    [Theory]
    [InlineData(569, 30)]
    [InlineData(10, 40)]
    [InlineData(1, 1)]
    public void The_curvature_is_bounded_from_above_and_closely(int count, int width)
    {
        RngReader reader = Rng.FromSeed(9).Reader();
        double[] x = [.. Enumerable.Range(0, count * width).Select(_ => (double)reader.Normal() + 0.5)];
        var problem = new LogisticProblem(Tensor.From(x, [count, width]), Tensor.Zeros([count, 1], DataType.Float64), penalty: 0);
        double largest = LargestEigenvalue(x, count, width) / 4;
        Assert.InRange(problem.Curvature() / largest, 1 - 1e-9, 1.06);
    }

    // By the power method on X̃ᵀX̃/N, which comes from below.
    static double LargestEigenvalue(double[] x, int count, int width)
    {
        double[] v = [.. Enumerable.Repeat(1.0, width + 1)];
        double value = 0;
        for (int i = 0; i < 200; i++)
        {
            double[] along = [.. Enumerable.Range(0, count).Select(n => v[width] + Enumerable.Range(0, width).Sum(j => x[n * width + j] * v[j]))];
            double[] next = [.. Enumerable.Range(0, width + 1).Select(j => Enumerable.Range(0, count).Sum(n => along[n] * (j < width ? x[n * width + j] : 1)) / count)];
            value = Math.Sqrt(next.Sum(u => u * u));
            v = [.. next.Select(u => u / value)];
        }
        return value;
    }

    [Fact]
    public void Without_a_penalty_separable_classes_have_no_minimum_and_it_says_so()
    {
        LogisticFit fit = new LogisticRegression { MaxIterations = 500 }.FitBinary(Tensor.From<double>([-1, 1], [2, 1]), Tensor.From(0, 1));
        Assert.False(fit.Converged);
        Assert.Equal(500, fit.Iterations);
    }

    [Fact]
    public void From_any_start_the_descent_ends_in_one_place_and_every_step_is_seen()
    {
        var (x, y) = Correlated(60, 2);
        Tensor features = Tensor.From(x, [60, 2]), labels = Tensor.From(y, [60]);
        LogisticFit zero = new LogisticRegression { Penalty = 0.01 }.FitBinary(features, labels);
        var steps = new List<LogisticStep>();
        LogisticFit far = new LogisticRegression { Penalty = 0.01, Start = Tensor.From<double>([3, -4, 2], [1, 3]), OnStep = steps.Add }.FitBinary(features, labels);
        Assert.Equal(zero.Weight.ToArray<double>(), far.Weight.ToArray<double>(), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal([3, -4, 2], steps[0].Weights);
        Assert.Equal(far.Iterations + 1, steps.Count);
        Assert.Equal([.. far.Weight.ToArray<double>(), .. far.Bias.ToArray<double>()], steps[^1].Weights);
        Assert.All(steps.Zip(steps.Skip(1)), pair => Assert.True(pair.Second.Loss <= pair.First.Loss + 1e-15)); // 1/L descends
        Assert.Contains("expected a start [1, 3], got [3]", Assert.Throws<ArgumentException>(() => new LogisticRegression { Start = Tensor.Zeros([3]) }.FitBinary(features, labels)).Message);
    }

    [Fact]
    public void Fit_takes_the_form_that_the_number_of_classes_asks_for_and_accuracy_counts()
    {
        Tensor x = Tensor.From<double>([-2, -1, 1, 2], [4, 1]), labels = Tensor.From(0, 0, 1, 1);
        var regression = new LogisticRegression { Penalty = 0.1 };
        LogisticFit two = regression.Fit(x, labels, 2), three = regression.Fit(x, labels, 3);
        Assert.Equal([1, 1], two.Weight.Shape.Span.ToArray());
        Assert.Equal([3, 1], three.Weight.Shape.Span.ToArray());
        Assert.Equal(1, two.Accuracy(x, labels));
        Assert.Equal(0.75, three.Accuracy(x, Tensor.From(0, 0, 1, 0)));
    }

    [Fact]
    public void Bad_input_is_named()
    {
        var (x, y) = Correlated(20, 3);
        Tensor features = Tensor.From(x, [20, 3]), labels = Tensor.From(y, [20]);
        Assert.Contains("diverges", Assert.Throws<ArgumentException>(() => new LogisticRegression { StepSize = 1e6, Penalty = 1 }.FitBinary(features, labels)).Message);
        Assert.Contains("is no class: expected 0 to 2", Assert.Throws<ArgumentException>(() => new LogisticRegression().FitSoftmax(Tensor.Zeros([1, 2]), Tensor.From(3), 3)).Message);
        Assert.Contains("at least 2 are needed", Assert.Throws<ArgumentOutOfRangeException>(() => new LogisticRegression().FitSoftmax(features, labels, -1)).Message);
        Assert.Contains("label 2 of example 0", Assert.Throws<ArgumentException>(() => new LogisticRegression().FitBinary(Tensor.Zeros([1, 2]), Tensor.From(2))).Message);
        Assert.Contains("Penalty is -1", Assert.Throws<ArgumentOutOfRangeException>(() => new LogisticRegression { Penalty = -1 }).Message);
        Assert.Contains("StepSize is 0", Assert.Throws<ArgumentOutOfRangeException>(() => new LogisticRegression { StepSize = 0 }).Message);
    }
}
