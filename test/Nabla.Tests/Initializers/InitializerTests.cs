using Nabla.Devices;
using Nabla.Initializers;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Tests.Initializers;

public class InitializerTests
{
    static double[] Draw(Initializer initializer, Shape shape, DataType type = DataType.Float64, long seed = 1)
    {
        Tensor tensor = initializer.Draw(shape, Rng.FromSeed(seed), type);
        Assert.Equal(shape, tensor.Shape);
        Assert.Equal(type, tensor.DataType);
        return tensor.To(DataType.Float64).ToArray<double>();
    }

    /// <summary>Name, initializer, its variance for the shape [300, 40, 3, 2], and the bound of a uniform one.</summary>
    public static TheoryData<string, Initializer, double, double> Variances => new()
    {
        { "fan-in", Initializer.FanIn, 1.0 / 3 / 240, 1 / Math.Sqrt(240) },
        { "fan-in-normal", Initializer.FanInNormal, 1.0 / 240, 0 },
        { "lecun", Initializer.LeCun, 1.0 / 240, 0 },
        { "lecun-uniform", Initializer.LeCunUniform, 1.0 / 240, Math.Sqrt(3.0 / 240) },
        { "kaiming", Initializer.Kaiming, 2.0 / 240, 0 },
        { "kaiming-uniform", Initializer.KaimingUniform, 2.0 / 240, Math.Sqrt(6.0 / 240) },
        { "xavier", Initializer.Xavier, 2.0 / (240 + 1800), Math.Sqrt(6.0 / (240 + 1800)) },
        { "xavier-normal", Initializer.XavierNormal, 2.0 / (240 + 1800), 0 },
        { "kaiming:1.5", new VarianceScaling(Fan.In, IsUniform: false, 1.5), 2.25 / 240, 0 },
        { "fan out", new VarianceScaling(Fan.Out), 1.0 / 1800, 0 },
        { "normal:0.02", new Normal(0.02), 4e-4, 0 },
        { "uniform:-0.5:0.5", new Uniform(-0.5, 0.5), 1.0 / 12, 0.5 },
    };

    [Theory, MemberData(nameof(Variances))]
    public void Mean_variance_and_bounds_are_as_promised(string name, Initializer initializer, double variance, double bound)
    {
        foreach (DataType type in new[] { DataType.Float32, DataType.Float64 })
        {
            double[] values = Draw(initializer, [300, 40, 3, 2], type);
            double mean = values.Average(), actual = values.Sum(v => v * v) / values.Length - mean * mean;
            // Five standard errors of 72,000 draws.
            Assert.True(Math.Abs(mean) < 5 * Math.Sqrt(variance / values.Length), $"{name}: mean {mean}");
            Assert.InRange(actual / variance, 0.97, 1.03);
            if (bound > 0)
            {
                Assert.InRange(values.Max(), 0.99 * bound, bound * (1 + 1e-6));
                Assert.InRange(values.Min(), -bound * (1 + 1e-6), -0.99 * bound);
            }
        }
    }

    [Theory, MemberData(nameof(Variances))]
    public void Is_read_from_text(string text, Initializer expected, double variance, double bound)
    {
        if (text == "fan out") return;
        Assert.Equal(expected, Initializer.Parse(text));
        Assert.True(variance > 0 && bound >= 0);
    }

    [Fact]
    public void Constants_and_the_rest_are_read_from_text()
    {
        Assert.Equal(Initializer.Zeros, Initializer.Parse("zeros"));
        Assert.Equal(Initializer.Ones, Initializer.Parse("ones"));
        Assert.Equal(new Constant(0.1), Initializer.Parse("constant:0.1"));
        Assert.Equal(new Orthogonal(), Initializer.Parse("orthogonal"));
        Assert.Equal(new Orthogonal(2), Initializer.Parse("orthogonal:2"));
    }

    [Theory]
    [InlineData("kaimin", "did you mean 'kaiming'?")]
    [InlineData("uniform:1", "wrong count of numbers; the form is uniform:low:high")]
    [InlineData("normal:-1", "Normal: Deviation is -1")]
    [InlineData("uniform:1:0", "exchange them")]
    public void Says_what_is_wrong(string text, string part) => Assert.Contains(part, Assert.Throws<FormatException>(() => Initializer.Parse(text)).Message);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 7)]
    [InlineData(5, 33)]
    [InlineData(33, 5)]
    [InlineData(1, 9)]
    [InlineData(9, 1)]
    [InlineData(100, 100)]
    public void Orthogonal_has_orthonormal_rows_or_columns(int rows, int columns)
    {
        double[] w = Draw(new Orthogonal(3), [rows, columns]);
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        for (int i = 0; i < count; i++)
            for (int j = 0; j < count; j++)
            {
                double product = Enumerable.Range(0, length).Sum(k => At(i, k) * At(j, k));
                Assert.Equal(i == j ? 9 : 0, product, 11);
            }

        double At(int i, int k) => rows <= columns ? w[i * columns + k] : w[k * columns + i];
    }

    [Fact]
    public void Orthogonal_folds_the_window_of_a_convolution_into_columns()
    {
        double[] w = Draw(new Orthogonal(), [4, 3, 5, 5], DataType.Float32);
        Assert.Equal(1, w.Take(75).Sum(v => v * v), 5);
        Assert.Equal(0, w.Take(75).Zip(w.Skip(75).Take(75), (a, b) => a * b).Sum(), 5);
    }

    // For matrices uniform among the orthogonal ones the mean trace is 0 and the mean squared trace is 1.
    [Fact]
    public void Orthogonal_matrices_are_uniform()
    {
        double[] traces = [.. Enumerable.Range(0, 400).Select(seed => Draw(new Orthogonal(), [3, 3], seed: seed)).Select(w => w[0] + w[4] + w[8])];
        Assert.InRange(traces.Average(), -0.25, 0.25);
        Assert.InRange(traces.Average(t => t * t), 0.7, 1.3);
    }

    [Fact]
    public void Orthogonal_refuses_vectors() => Assert.Contains("got shape [5]", Assert.Throws<ArgumentException>(() => Draw(new Orthogonal(), [5])).Message);

    [Theory]
    [InlineData("fan-in")]
    [InlineData("kaiming")]
    [InlineData("orthogonal")]
    public void What_is_drawn_depends_on_seed_and_path_alone(string text)
    {
        Initializer initializer = Initializer.Parse(text);
        Assert.Equal(Weights(5, second: false), Weights(5, second: true));
        Assert.NotEqual(Weights(5, second: false), Weights(6, second: false));

        float[] Weights(long seed, bool second)
        {
            Rng rng = Rng.FromSeed(seed);
            Linear first = new(8, 4, rng, initializer), next = new(4, 4, rng, initializer);
            Sequential net = [first, next];
            Assert.Equal(4, net.Parameters.Count);
            if (second) _ = next.Weight.Value; // drawn before the other
            return first.Weight.Value.ToArray<float>();
        }
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    public void Empty_weights_are_no_error(int rows, int columns)
    {
        foreach (string text in new[] { "fan-in", "xavier-normal", "orthogonal", "zeros" }) Assert.Empty(Draw(Initializer.Parse(text), [rows, columns]));
    }

    [Fact]
    public void Gains_are_those_of_PyTorch()
    {
        Assert.Equal(1.4142135623730951, Gain.Relu, 15);
        Assert.Equal(1.3867504905630728, Gain.LeakyRelu(0.2), 15);
        Assert.Equal(1.6666666666666667, Gain.Tanh, 15);
        Assert.Equal(1, Gain.Linear);
    }
}
