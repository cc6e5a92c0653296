using Nabla.Core.Tests.Conformance;
using Nabla.Devices;
using Nabla.Devices.Cpu;
using Nabla.Gradients;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Core.Tests.Operations;

/// <summary>Empty tensors, shapes that do not fit, numbers that are none.</summary>
public class EdgeTests
{
    static Tensor Empty => Tensor.Zeros([0, 4]);

    [Fact]
    public void Nothing_in_gives_nothing_out()
    {
        Assert.Equal([0, 4], Empty.Gelu().Shape);
        Assert.Equal([0, 4], (Empty + Tensor.Ones([4])).Shape);
        Assert.Equal([0, 7], Empty.Linear(Tensor.Ones([7, 4])).Shape);
        Assert.Equal([0, 4], Empty.Softmax().Shape);
        Assert.Equal([0, 4], Empty.LayerNorm().Shape);
        Assert.Equal([0], Empty.CrossEntropy(Tensor.Zeros([0], DataType.Int32)).Shape);
        Assert.Equal([0f, 0, 0, 0], Empty.Sum(0).ToArray<float>());
        Assert.Equal([0, 4], Tensor.Ones([3, 4]).Gather(Tensor.Zeros([0], DataType.Int32)).Shape);
        Assert.Equal([2, 3], Tensor.Zeros([2, 0]).MatMul(Tensor.Zeros([0, 3])).Shape);
        Assert.All(Tensor.Zeros([2, 0]).MatMul(Tensor.Zeros([0, 3])).ToArray<float>(), value => Assert.Equal(0, value));
        Assert.Throws<ArgumentException>(() => Empty.Max(0));
    }

    [Fact]
    public void Gradients_of_nothing_are_zero()
    {
        Tensor weight = Tensor.Ones([7, 4]).RequireGradient();
        Tape.Differentiate(() => Empty.Linear(weight).Sum());
        Assert.All(weight.Gradient!.ToArray<float>(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named_with_the_remedy()
    {
        Tensor x = Tensor.Ones([2, 3]);
        void Says(string text, Action action) => Assert.Contains(text, Assert.ThrowsAny<ArgumentException>(action).Message);
        Says("[2, 3] and [4]", () => _ = x + Tensor.Ones([4]));
        Says("Transpose()", () => x.MatMul(Tensor.Ones([2, 3])));
        Says("[*, 5] for weight [4, 5], got [2, 3]", () => x.Linear(Tensor.Ones([4, 5])));
        Says("expected bias Float32[4]", () => x.Linear(Tensor.Ones([4, 3]), Tensor.Ones([4], DataType.Float64)));
        Says("bias Float32[4]", () => x.Linear(Tensor.Ones([4, 3]), Tensor.Ones([3])));
        Says("6 elements", () => x.Reshape(4, 2));
        Says("do not divide", () => x.Reshape(4, -1));
        Says("axis 1", () => x.Slice(1, 2, 2));
        Says("named twice", () => x.Sum(0, -2));
        Says("label 3 at position 1 is no class: expected 0 to 2", () => x.CrossEntropy(Tensor.From(0, 3)));
        Says("index -1", () => x.Gather(Tensor.From(-1)));
        Says("Float64", () => _ = x + Tensor.Ones([2, 3], DataType.Float64));
        Says("[0, 1)", () => x.Dropout(1, default));
        Says("real numbers", () => Tensor.From(1, 2).Relu());
    }

    [Fact]
    public void Not_a_number_travels_on()
    {
        Tensor x = Tensor.From([float.NaN, 1, float.PositiveInfinity, -1]);
        Assert.True(float.IsNaN(x.Relu().ToArray<float>()[0]));
        Assert.True(double.IsNaN(x.Max().ToScalar()));
        Assert.True(double.IsNaN(x.Sum().ToScalar()));
        Assert.True(double.IsNaN(x.Reshape(1, 4).CrossEntropy(Tensor.From(1)).ToScalar()));
        Assert.True(float.IsNaN(x.Maximum(Tensor.Zeros([4])).ToArray<float>()[0]));
    }

    [Theory]
    [InlineData(0), InlineData(0.1)]
    public void What_is_no_number_in_a_row_that_cross_entropy_ignores_stays_there_fused_and_composed(double smoothing)
    {
        foreach (Device device in new Device[] { CpuDevice.Instance, PlainDevice.Instance })
        {
            Tensor logits = Tensor.From([1f, 2, float.NaN, 1, float.PositiveInfinity, float.NegativeInfinity, 3, 1], [2, 2, 2], device).RequireGradient();
            Tensor Losses(params int[] labels) => logits.CrossEntropy(Tensor.From(labels, [2, 2], device), smoothing);
            Tape.Differentiate(() => Losses(0, -1, -5, 1).Sum());
            Assert.All(logits.Gradient!.ToArray<float>(), value => Assert.True(float.IsFinite(value)));
            Assert.Equal([0f, 0, 0, 0], logits.Gradient!.ToArray<float>()[2..6]);
            Assert.True(Losses(0, -1, -1, 1).ToArray<float>() is [> 0, 0, 0, > 0]);
            Assert.Equal([0f, 0, 0, 0], Losses(-1, -1, -1, -1).ToArray<float>());
        }
    }

    [Fact]
    public void Every_instruction_set_agrees_on_a_small_network()
    {
        float[] Run(InstructionSet set)
        {
            CpuDevice device = CpuDevice.With(set);
            Tensor Numbers(Shape shape, int seed) => Tensor.From(Tensor.Normal(shape, Rng.FromSeed(seed)).ToArray<float>(), shape, device);
            Tensor x = Numbers([9, 17], 1), w = Numbers([33, 17], 2).RequireGradient(), v = Numbers([5, 33], 3).RequireGradient();
            Tensor labels = Tensor.From([0, 1, 2, 3, 4, 0, 1, 2, 3], [9], device);
            Tape.Differentiate(() => x.Linear(w).Gelu().LayerNorm().Linear(v).CrossEntropy(labels).Mean());
            return [.. w.Gradient!.ToArray<float>(), .. v.Gradient!.ToArray<float>()];
        }
        float[] expected = Run(InstructionSet.Scalar);
        foreach (InstructionSet set in InstructionSets.Available)
        {
            float[] actual = Run(set);
            for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-4f);
        }
    }

    [Fact]
    public void The_greatest_of_no_rows_is_no_rows()
    {
        Assert.Equal([0], Empty.Max(1).Shape);
        Assert.Contains("axis 0", Assert.Throws<ArgumentException>(() => Empty.Min()).Message);
    }

    [Fact]
    public void Norms_read_strided_gains_and_offsets_where_they_lie()
    {
        Tensor x = Tensor.Normal([6, 3, 5], Rng.FromSeed(1)), pairs = Tensor.Normal([3, 2], Rng.FromSeed(2)), wide = Tensor.Normal([5, 2], Rng.FromSeed(3));
        Tensor Column(Tensor table, int at) => table.Slice(1, at, 1).Transpose().Contiguous().Reshape(-1);
        Tensor Strided(Tensor table, int at) => table.Transpose().Slice(0, at, 1).Transpose().Permute(1, 0) is var row ? row.View([table.Shape[0]], new Strides { [0] = 2 }, at) : row;
        Assert.Equal(x.BatchNorm(Column(pairs, 0), Column(pairs, 1)).Output.ToArray<float>(), x.BatchNorm(Strided(pairs, 0), Strided(pairs, 1)).Output.ToArray<float>());
        Assert.Equal(x.LayerNorm(Column(wide, 0), Column(wide, 1)).ToArray<float>(), x.LayerNorm(Strided(wide, 0), Strided(wide, 1)).ToArray<float>());
        Tensor mean = Strided(pairs, 0), variance = Strided(pairs, 1).Square();
        Assert.Equal(x.BatchNorm(mean.Copy(), variance, null, null).ToArray<float>(), x.BatchNorm(mean, variance, null, null).ToArray<float>());
    }

    [Fact]
    public void Norms_refuse_vectors_that_are_too_short_or_of_another_type()
    {
        Tensor x = Tensor.Ones([2, 3]), wrong = Tensor.Ones([2]), wide = Tensor.Ones([3], DataType.Float64), right = Tensor.Ones([3]);
        void Says(string text, Action action) => Assert.Contains(text, Assert.ThrowsAny<ArgumentException>(action).Message);
        Says("expected mean Float32[3]", () => x.BatchNorm(wrong, right, null, null));
        Says("expected variance Float32[3]", () => x.BatchNorm(right, wrong, null, null));
        Says("expected gain Float32[3]", () => x.BatchNorm(wide, null));
        Says("expected offset Float32[3]", () => x.LayerNorm(right, wide));
        Says("expected a residual Float32[2, 3]", () => x.LayerNorm(residual: Tensor.Ones([2, 3], DataType.Float64)));
    }

    [Fact]
    public void Indices_of_two_axes_take_the_place_of_one()
    {
        Tensor x = Tensor.From([1f, 2, 3, 4], [2, 2]), indices = Tensor.From([0, 1, 1, 0], [2, 2]);
        Assert.Equal([2, 2, 2], x.Gather(indices).Shape);
        // The bits of some integers are those of no number.
        Assert.Equal([-1, 0x7FC00001, 5], Tensor.From(5, -1, 0x7FC00001, int.MinValue).Gather(Tensor.From(1, 2, 0)).ToArray<int>());
        Assert.Equal([long.MinValue, -1], Tensor.From(-1L, 7, long.MinValue).Gather(Tensor.From(2, 0)).ToArray<long>());
        Tensor along = x.Gather(Tensor.From([0, 1, 1, 0, 1, 1], [3, 2]), 1);
        Assert.Equal([2, 3, 2], along.Shape);
        Assert.Equal([1, 2, 2, 1, 2, 2, 3, 4, 4, 3, 4, 4], along.ToArray<float>());
    }

    [Fact]
    public void Softplus_keeps_its_slope_where_it_is_small()
    {
        float[] at = [-80, -40, -20, -17, -10, -3, 0, 3, 20];
        Tensor x = Tensor.From(at).RequireGradient();
        Tape.Differentiate(() => x.Softplus().Sum());
        float[] slope = x.Gradient!.ToArray<float>();
        for (int i = 0; i < at.Length; i++)
        {
            double expected = 1 / (1 + Math.Exp(-(double)at[i]));
            Assert.InRange(slope[i] / expected, 1 - 2e-6, 1 + 2e-6);
        }
    }
}
