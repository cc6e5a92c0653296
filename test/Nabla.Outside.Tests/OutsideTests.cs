using Nabla.Devices;
using Nabla.Devices.Cpu;
using Nabla.Devices.Text;
using Nabla.Gradients;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Outside.Tests;

/// <summary>Operations that are defined here, where no internal of the framework is seen.</summary>
public class OutsideTests
{
    static readonly Device composing = new ComposingDevice();

    static Tensor Draw(int seed, Shape shape, DataType type = DataType.Float64, Device? device = null) => Tensor.Uniform(shape, Rng.FromSeed(seed), -2, 2, type, device);

    static void AssertGradient(Func<Tensor[], Tensor> function, params Tensor[] inputs)
    {
        GradientError worst = GradientCheck.Run(function, inputs);
        Assert.True(worst.Error < 1e-7, worst.ToString());
    }

    [Fact]
    public void A_formula_of_one_s_own_is_an_operation_with_a_gradient()
    {
        Tensor x = Draw(1, [5, 7]), y = x.Bump(0.7);
        Assert.Equal(Array.ConvertAll(x.ToArray<double>(), each => each * Math.Exp(-each * each / 0.98)), y.ToArray<double>(), (a, b) => Math.Abs(a - b) < 1e-14);
        AssertGradient(inputs => inputs[0].Bump(0.7), x);
        AssertGradient(inputs => inputs[0].Linear(inputs[1], null, new Bump(1.5)), Draw(2, [3, 4]), Draw(3, [5, 4]));
        AssertGradient(inputs => inputs[0].Hypotenuse(inputs[1]), Draw(4, [3, 1, 4]), Draw(5, [2, 1]));
        Assert.Contains("expf", CudaSource.MapGradient(new Bump(1), "bump_gradient"));
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
        Refused("at least one operand", () => distance.Apply());
    }

    /// <summary>The processor without kernels for anything fused.</summary>
    sealed class ComposingDevice() : Device("composing")
    {
        public override Block Allocate(long bytes) => CpuDevice.Instance.Allocate(bytes);
        public override IKernels Kernels(DataType type) => CpuDevice.Instance.Kernels(type);
        public override void Read(Block block, long offset, Span<byte> target) => CpuDevice.Instance.Read(block, offset, target);
        public override void Write(Block block, long offset, ReadOnlySpan<byte> source) => CpuDevice.Instance.Write(block, offset, source);
    }
}
