using Nabla.Devices;
using Nabla.LinearModels;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Tests.LinearModels;

public class PerceptronTests
{
    static readonly Tensor corners = Tensor.From<double>([-1, -1, -1, 1, 1, -1, 1, 1], [4, 2]).Keep();

    /// <summary>Points with a plane between them that keeps the given distance from all, measured on (x, 1); and that distance as it came out.</summary>
    static (double[] Features, int[] Labels, double Margin) Separable(long seed, int wanted, int width, double margin)
    {
        RngReader reader = Rng.FromSeed(seed).Reader();
        double[] plane = [.. Enumerable.Range(0, width + 1).Select(_ => (double)reader.Normal())];
        double length = Math.Sqrt(plane.Sum(v => v * v)), least = double.PositiveInfinity;
        var features = new List<double>();
        var labels = new List<int>();
        while (labels.Count < wanted)
        {
            double[] x = [.. Enumerable.Range(0, width).Select(_ => (double)reader.Normal())];
            double distance = (x.Zip(plane, (a, b) => a * b).Sum() + plane[width]) / length;
            if (Math.Abs(distance) < margin) continue;
            least = Math.Min(least, Math.Abs(distance));
            features.AddRange(x);
            labels.Add(distance > 0 ? 1 : -1);
        }
        return ([.. features], [.. labels], least);
    }

    [Theory]
    [InlineData(1, 200, 5, 0.3)]
    [InlineData(2, 200, 5, 0.1)]
    [InlineData(3, 500, 2, 0.05)]
    [InlineData(4, 60, 40, 0.2)]
    [InlineData(5, 1, 3, 0.1)]
    [InlineData(6, 300, 17, 0.02)]
    public void Separable_classes_are_separated_within_the_bound_on_mistakes(long seed, int count, int width, double margin)
    {
        var (features, labels, known) = Separable(seed, count, width, margin);
        Tensor x = Tensor.From(features, [count, width]);
        PerceptronFit fit = new Perceptron { MaxPasses = 100_000 }.Fit(x, Tensor.From(labels, [count]));
        Assert.True(fit.Converged, fit.Statement);
        Assert.Equal(0, fit.Errors);
        Assert.Equal(labels, fit.Predict(x).ToArray<int>());
        double radius = Enumerable.Range(0, count).Max(i => Math.Sqrt(1 + features.Skip(i * width).Take(width).Sum(v => v * v)));
        Assert.Equal(radius, fit.Radius, 12);
        // The bound holds with the margin of any separator; the tighter one here is that of the plane the data were made with.
        Assert.InRange(fit.Mistakes, 1, radius * radius / (known * known));
        Assert.InRange(fit.Mistakes, 1, fit.MistakeBound!.Value);
        Assert.True(fit.Margin > 0 && known <= fit.MarginLimit + 1e-12 && fit.Margin <= fit.MarginLimit + 1e-12, fit.Statement);
        Assert.StartsWith("Converges", fit.Statement);
    }

    [Theory]
    [InlineData(1, 200, 5, 0.3)]
    [InlineData(3, 100, 2, 0.1)]
    public void The_batch_rule_separates_them_too(long seed, int count, int width, double margin)
    {
        var (features, labels, _) = Separable(seed, count, width, margin);
        Tensor x = Tensor.From(features, [count, width]);
        PerceptronFit fit = new Perceptron { Rule = PerceptronRule.Batch, MaxPasses = 100_000 }.Fit(x, Tensor.From(labels, [count]));
        Assert.True(fit.Converged, fit.Statement);
        Assert.Equal(labels, fit.Predict(x).ToArray<int>());
        Assert.InRange(fit.Mistakes, 1, count * fit.MistakeBound!.Value);
    }

    [Fact]
    public void The_batch_rule_is_the_slide_s()
    {
        var (features, labels, _) = Separable(8, 50, 3, 0.2);
        var w = new double[3];
        double b = 0;
        int passes = 0;
        for (bool moved = true; moved; passes++)
        {
            double[] difference = [.. Enumerable.Range(0, 50).Select(i => labels[i] - (double)Math.Sign(w.Select((v, j) => v * features[i * 3 + j]).Sum() + b))];
            for (int i = 0; i < 50; i++) for (int j = 0; j < 3; j++) w[j] += difference[i] * features[i * 3 + j];
            b += difference.Sum();
            moved = difference.Any(d => d != 0);
        }
        PerceptronFit fit = new Perceptron { Rule = PerceptronRule.Batch }.Fit(Tensor.From(features, [50, 3]), Tensor.From(labels, [50]));
        Assert.Equal(passes, fit.Passes);
        Assert.All(w.Zip(fit.Weight.ToArray<double>()), pair => Assert.Equal(pair.First, pair.Second, 10));
        Assert.Equal(b, fit.Bias.ToScalar(), 10);
    }

    [Theory]
    [InlineData(PerceptronRule.Online)]
    [InlineData(PerceptronRule.Batch)]
    public void On_exclusive_or_it_says_that_it_goes_round_for_ever(PerceptronRule rule)
    {
        PerceptronFit fit = new Perceptron { Rule = rule }.Fit(corners, Tensor.From(0, 1, 1, 0));
        Assert.Equal(PerceptronOutcome.Cycles, fit.Outcome);
        Assert.False(fit.Converged);
        Assert.Null(fit.MistakeBound);
        Assert.InRange(fit.Passes, 2, 20);
        Assert.Contains("Does not converge", fit.Statement);
        Assert.Equal(fit.Errors, fit.Predict(corners).ToArray<int>().Zip([0, 1, 1, 0]).Count(pair => pair.First != pair.Second));
    }

    [Fact]
    public void On_overlapping_classes_it_says_that_it_does_not_converge_and_keeps_the_best_weights()
    {
        RngReader reader = Rng.FromSeed(2).Reader();
        int[] labels = [.. Enumerable.Range(0, 200).Select(i => i % 2)];
        double[] features = [.. labels.SelectMany(label => new[] { reader.Normal() + 2 * label, reader.Normal() })];
        PerceptronFit fit = new Perceptron { MaxPasses = 200 }.Fit(Tensor.From(features, [200, 2]), Tensor.From(labels, [200]));
        Assert.Equal(PerceptronOutcome.OutOfPasses, fit.Outcome);
        Assert.Equal(200, fit.Passes);
        Assert.Contains("Does not converge within 200 passes", fit.Statement);
        Assert.InRange(fit.MarginLimit, 0, 0.01 * fit.Radius);
        // The best plane, halfway between the means, is wrong on about Φ(−1) = 16 %.
        Assert.InRange(fit.Errors, 20, 45);
        Assert.Equal(fit.Errors, fit.Predict(Tensor.From(features, [200, 2])).ToArray<int>().Zip(labels).Count(pair => pair.First != pair.Second));
    }

    [Fact]
    public void Predictions_are_written_as_the_labels_were()
    {
        int[] zeroOne = [0, 0, 1, 1], signs = [-1, -1, 1, 1];
        Assert.Equal(zeroOne, new Perceptron().Fit(corners.To(DataType.Float32), Tensor.From(zeroOne)).Predict(corners.To(DataType.Float32)).ToArray<int>());
        Assert.Equal(signs, new Perceptron().Fit(corners, Tensor.From(signs)).Predict(corners).ToArray<int>());
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("label 2 of example 3", Refused(corners, 0, 1, 1, 2));
        Assert.Contains("label 0 of example 0 does not fit: expected -1 and 1", Refused(corners, 0, 1, 1, -1));
        Assert.Contains("expected labels [4]", Refused(corners, 0, 1));
        Assert.Contains("expected features [examples, features]", Refused(Tensor.From(1.0, 2), 0, 1));
        Assert.Contains("NaN or infinite", Refused(Tensor.From<double>([1, double.NaN], [2, 1]), 0, 1));
        Assert.Contains("no examples", Refused(Tensor.Zeros([0, 3])));
        Assert.Contains("MaxPasses is 0", Assert.Throws<ArgumentOutOfRangeException>(() => new Perceptron { MaxPasses = 0 }).Message);

        static string Refused(Tensor features, params int[] labels) => Assert.Throws<ArgumentException>(() => new Perceptron().Fit(features, Tensor.From(labels, [labels.Length]))).Message;
    }

    [Fact]
    public void Every_pass_is_seen_and_where_classes_overlap_the_errors_go_round()
    {
        var passes = new List<PerceptronPass>();
        PerceptronFit fit = new Perceptron { OnPass = passes.Add }.Fit(Tensor.From([0f, 0, 0, 1, 1, 0, 1, 1], [4, 2]), Tensor.From(0, 1, 1, 0));
        Assert.Equal(PerceptronOutcome.Cycles, fit.Outcome);
        Assert.Equal(Enumerable.Range(1, fit.Passes), passes.Select(pass => pass.Pass));
        Assert.Equal(fit.Mistakes, passes[^1].Mistakes);
        Assert.All(passes, pass => Assert.InRange(pass.Errors, 1, 4));
        Assert.Contains(passes.SkipLast(1), pass => pass.Weights.SequenceEqual(passes[^1].Weights));
    }
}
