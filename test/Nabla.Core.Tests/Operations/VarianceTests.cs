using Nabla.Devices;
using Nabla.Devices.Cpu;
using Nabla.Gradients;
using Nabla.Memory;
using Nabla.Operations;
using Nabla.Tensors;
using Nabla.Testing;

namespace Nabla.Core.Tests.Operations;

public class VarianceTests
{
    static Tensor Some(params ReadOnlySpan<int> shape) => Tensor.Normal(new Shape(shape), Rng.FromSeed(5)).To(DataType.Float64);

    public static TheoryData<string> Cases => [.. cases.Keys];

    static readonly Dictionary<string, (Func<Tensor, Tensor> View, int[] Axes)> cases = new()
    {
        ["all"] = (x => x, []), ["first"] = (x => x, [0]), ["middle"] = (x => x, [1]), ["last"] = (x => x, [-1]), ["last two"] = (x => x, [1, 2]),
        ["first two"] = (x => x, [0, 1]), ["apart"] = (x => x, [0, 2]), ["of a permuted view"] = (x => x.Permute(2, 0, 1), [1]),
        ["all of a permuted view"] = (x => x.Permute(2, 1, 0), []), ["of a slice"] = (x => x.Slice(1, 1, 16), [1]),
        ["of a repeated row"] = (x => x.Slice(0, 0, 1).Expand([17, 18, 20]), [0, 1]),
        ["of few numbers"] = (x => x.Reshape(5, 3, 408), [1]), ["of an axis of one"] = (x => x.Reshape(17, 1, 360), [1]),
    };

    [Theory, MemberData(nameof(Cases))]
    public void Value_and_gradient_equal_the_composed_form(string name)
    {
        var (view, axes) = cases[name];
        foreach (InstructionSet set in InstructionSets.Available)
        foreach (bool unbiased in new[] { false, true })
        {
            if (unbiased && name == "of an axis of one") continue; // NaN, as below
            CpuDevice device = CpuDevice.With(set);
            var (value, gradient) = Of(x => view(x).Variance(unbiased, axes), device);
            var (composed, expected) = Of(x => VarianceOperation.Composed(view(x), unbiased, axes), device);
            Assert.Equal(composed.Length, value.Length);
            for (int i = 0; i < value.Length; i++) Assert.Equal(composed[i], value[i], 1e-13);
            for (int i = 0; i < gradient.Length; i++) Assert.Equal(expected[i], gradient[i], 1e-13);
        }
    }

    static (double[] Value, double[] Gradient) Of(Func<Tensor, Tensor> variance, Device device)
    {
        Tensor x = Some(17, 18, 20).To(device).Keep().RequireGradient(), y = null!;
        Tape.Differentiate(() =>
        {
            y = variance(x);
            return (y * Some([.. y.Shape.Span]).To(device)).Sum();
        });
        return (y.ToArray<double>(), x.Gradient!.ToArray<double>());
    }

    [Theory, InlineData(3, false), InlineData(40, false), InlineData(3, true)]
    public void Infinity_gives_the_slopes_of_the_definition(int count, bool apart)
    {
        double[] numbers = [double.PositiveInfinity, .. Enumerable.Range(1, count - 1).Select(number => (double)number)];
        Tensor x = Tensor.From(numbers, apart ? [count, 1, 1] : [count]).Keep().RequireGradient();
        Tensor y = null!;
        Tape.Differentiate(() => y = apart ? x.Expand([count, 2, 2]).Variance(false, 0, 2).Sum() : x.Variance());
        Assert.True(double.IsNaN(y.ToScalar()));
        Assert.Equal([double.NaN, .. Enumerable.Repeat(double.NegativeInfinity, count - 1)], x.Gradient!.ToArray<double>());
    }

    [Theory, InlineData(1e30f, 2e30f), InlineData(1e30f, 1e30f), InlineData(1e25f, 2e25f)]
    public void Squares_that_overflow_are_infinite_and_not_nothing(float first, float second)
    {
        float[] numbers = [.. Enumerable.Repeat(first, 37), second, second];
        Assert.False(float.IsNaN(Tensor.From(numbers).Variance().ToArray<float>()[0]));
    }

    [Fact]
    public void Of_one_number_it_is_0_and_unbiased_not_a_number()
    {
        Assert.Equal(0, Some(1).Variance().ToScalar());
        Assert.True(double.IsNaN(Some(1).Variance(unbiased: true).ToScalar()));
        Assert.True(double.IsNaN(Tensor.Zeros([0]).Variance().ToScalar()));
        Assert.Equal([0, 4], Tensor.Zeros([0, 3, 4]).Variance(false, 1).Shape.Span.ToArray());
    }

    [Fact]
    public void Wrong_axes_are_named()
    {
        Assert.Contains("Variance: axis -1 of shape [2, 3] is named twice", Assert.Throws<ArgumentException>(() => Some(2, 3).Variance(false, 1, -1)).Message);
        Assert.ThrowsAny<ArgumentException>(() => Some(2, 3).Variance(false, 2));
    }

    [Theory, InlineData("as it lies"), InlineData("transposed"), InlineData("apart")]
    public void Nothing_as_large_as_x_is_made(string how) => OwnProcess.Run(() =>
    {
        Tensor x = Tensor.Zeros([300, 400]).Keep();
        Tensor Variance() => how == "apart" ? x.Reshape(10, 30, 400).Variance(true, 0, 2) : (how == "transposed" ? x.Transpose() : x).Variance(true, 0);
        Assert.InRange(MemoryUse.PeakBytes(() => Scope.Run(() => { Variance(); })), 1, 20_000);
        x.RequireGradient();
        long gradientOfView = how == "as it lies" ? 0 : x.Count * sizeof(float);
        Assert.InRange(MemoryUse.PeakBytes(() => Scope.Run(() => { Tape.Differentiate(() => Variance().Sum()); })) - gradientOfView, 1, 20_000);
    }, [how]);
}
