using Nabla.Devices;
using Nabla.Devices.Cpu;

namespace Nabla.Outside.Tests;

/// <summary>‖W(a − b)‖² of two inputs [rows, 3]: a learnt metric.</summary>
/// <param name="composed">Whether the operation's composed form is run, whatever kernels there are.</param>
/// <param name="rng">Where W begins.</param>
sealed partial class LearntMetric(bool composed, Rng rng) : Module
{
    static readonly RowDistance distance = new();
    readonly Linear encode = new(3, 5, rng);

    public override Tensor Forward(ReadOnlySpan<Tensor> inputs)
    {
        Tensor[] codes = [encode.Call(inputs[0]), encode.Call(inputs[1])];
        return composed ? distance.Composed(codes) : distance.Apply(codes);
    }
}

public class FusedOperationTests
{
    static readonly Device composing = ComposingDevice.Instance;

    static Tensor Draw(int seed, Shape shape, DataType type = DataType.Float64, Device? device = null) =>
        Tensor.Uniform(shape, Rng.FromSeed(seed), -2, 2, type, device);

    static void AssertGradient(Func<Tensor[], Tensor> function, params Tensor[] inputs)
    {
        GradientError worst = GradientCheck.Run(function, inputs);
        Assert.True(worst.Error < 1e-7, worst.ToString());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(4, 16)]
    [InlineData(2, 33)]
    public void A_fused_operation_of_one_s_own_has_the_composed_value_and_gradient(int rows, int columns)
    {
        Tensor[] Inputs(Device? device) => [Draw(6, [rows, columns], device: device), Draw(7, [rows, columns], device: device)];
        var distance = new RowDistance();
        double[] fused = distance.Apply(Inputs(null)).ToArray<double>();
        Assert.Equal(distance.Composed(Inputs(null)).ToArray<double>(), fused, (a, b) => Math.Abs(a - b) <= 1e-13 * Math.Abs(a));
        Assert.Equal(distance.Apply(Inputs(composing)).ToArray<double>(), fused, (a, b) => Math.Abs(a - b) <= 1e-13 * Math.Abs(a));
        AssertGradient(x => distance.Apply(x), Inputs(null));
        AssertGradient(x => distance.Apply(x), Inputs(composing));
        AssertGradient(x => distance.Apply(x[0].Transpose(), x[0].Transpose().Tanh()), Draw(8, [columns, rows]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_model_with_it_trains_on_its_kernels_and_composed(bool composed)
    {
        Tensor a = Draw(12, [256, 3], DataType.Float32), b = Draw(13, [256, 3], DataType.Float32);
        Tensor wanted = ((a - b).Square() * Tensor.From(4f, 1f, 0.25f)).Sum(1);
        var model = new LearntMetric(composed, Rng.FromSeed(14));
        (double first, double last) = Fit.Run(model, new AdamW(), 0.02, 400, () => (model.Call(a, b) - wanted).Square().Mean());
        Assert.True(last < 1e-3 * first, $"{first} → {last}");
    }

    [Fact]
    public void The_kernels_run_where_the_device_has_them_and_only_there()
    {
        var distance = new RowDistance();
        int Nodes(Device device)
        {
            Tensor a = Draw(9, [2, 3], device: device).RequireGradient();
            Tape tape = Tape.Start();
            distance.Apply(a, a);
            int count = tape.Count;
            tape.Stop();
            return count;
        }
        Assert.Equal(1, Nodes(CpuDevice.Instance));
        Assert.True(Nodes(composing) > 1);
        Assert.NotNull(CpuDevice.Instance.Family<IRowDistanceKernels>(DataType.Float32));
        Assert.Null(composing.Family<IRowDistanceKernels>(DataType.Float32));
    }

    [Fact]
    public void Large_work_in_single_precision_is_shared_by_the_threads_and_the_same_on_any_number_of_them()
    {
        Tensor a = Draw(10, [3000, 100], DataType.Float32), b = Draw(11, [3000, 100], DataType.Float32);
        int threads = CpuDevice.Threads;
        try
        {
            float[][] results = [.. new[] { 1, 2, 5 }.Select(count =>
            {
                CpuDevice.Threads = count;
                return new RowDistance().Apply(a, b).ToArray<float>();
            })];
            Assert.Equal(results[0], results[1]);
            Assert.Equal(results[0], results[2]);
        }
        finally
        {
            CpuDevice.Threads = threads;
        }
    }

    [Fact]
    public void Operands_that_do_not_fit_are_refused_before_the_kernels_see_them()
    {
        void Refused(string part, Func<Tensor> call) => Assert.Contains(part, Assert.Throws<ArgumentException>(call).Message);
        var distance = new RowDistance();
        Refused("two matrices of one shape, got [2, 3] and [3, 2]", () => distance.Apply(Draw(1, [2, 3]), Draw(1, [3, 2])));
        Refused("got Float32[2, 3], for Float64[2, 3]: convert with To()", () => distance.Apply(Draw(1, [2, 3]), Draw(1, [2, 3], DataType.Float32)));
        Refused("on 'composing': move one with To(device)", () => distance.Apply(Draw(1, [2, 3]), Draw(1, [2, 3], device: composing)));
        Refused("real numbers", () => distance.Apply(Tensor.From(1, 2), Tensor.From(1, 2)));
        Refused("one to 7 operands, got 0", () => distance.Apply());
        Refused("one to 7 operands, got 8", () => distance.Apply([.. Enumerable.Repeat(Draw(1, [2, 3]), 8)]));
    }
}
