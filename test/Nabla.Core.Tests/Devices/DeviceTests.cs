using Nabla.Devices;
using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Devices;

public class DeviceTests
{
    interface IFirst;
    interface ISecond;

    sealed class Both(DataType type) : IFirst, ISecond
    {
        public DataType Type => type;
    }

    sealed class Bare() : Device("bare")
    {
        public override Block Allocate(long bytes) => CpuDevice.Instance.Allocate(bytes);
        public override IKernels Kernels(DataType type) => CpuDevice.Instance.Kernels(type);
        public override void Read(Block block, long offset, Span<byte> target) => CpuDevice.Instance.Read(block, offset, target);
        public override void Write(Block block, long offset, ReadOnlySpan<byte> source) => CpuDevice.Instance.Write(block, offset, source);
        protected override object? MakeFamily(Type family, DataType type) => family == typeof(ILayerNormKernels) ? "kernels" : null;
    }

    [Fact]
    public void A_family_that_is_none_and_a_type_that_is_none_are_refused()
    {
        Bare device = new();
        Assert.Contains("expected an ILayerNormKernels for Float32, got a String",
            Assert.Throws<InvalidOperationException>(() => device.Family<ILayerNormKernels>(DataType.Float32)).Message);
        device.Add<IFirst>(type => new Both(type));
        device.Add<ISecond>(type => new Both(type));
        for (int type = -9; type < 10; type++)
        {
            if (type is >= 0 and < 4) Assert.NotNull(device.Family<IFirst>((DataType)type) is { } made && device.Family<ISecond>((DataType)type) is { } ? made : null);
            else Assert.Contains($"{type} is no DataType", Assert.Throws<ArgumentOutOfRangeException>(() => device.Family<IFirst>((DataType)type)).Message);
        }
    }

    [Fact]
    public void A_family_is_made_once_for_each_type_and_each_device()
    {
        Bare device = new(), other = new();
        Assert.Null(device.Family<IFirst>(DataType.Float32));
        device.Add<IFirst>(type => new Both(type));
        IFirst first = device.Family<IFirst>(DataType.Float32)!;
        Assert.Equal(DataType.Float32, ((Both)first).Type);
        Assert.Equal(DataType.Float64, ((Both)device.Family<IFirst>(DataType.Float64)!).Type);
        Assert.Same(first, device.Family<IFirst>(DataType.Float32));
        Assert.Null(device.Family<ISecond>(DataType.Float32));
        Assert.Null(other.Family<IFirst>(DataType.Float32));
    }

    [Fact]
    public void A_family_that_is_added_takes_the_place_of_what_was_there_and_others_stay()
    {
        Bare device = new();
        device.Add<IFirst>(type => new Both(type));
        device.Add<ISecond>(type => type == DataType.Float64 ? new Both(type) : null);
        IFirst before = device.Family<IFirst>(DataType.Float32)!;
        Assert.Null(device.Family<ISecond>(DataType.Float32));
        Assert.NotNull(device.Family<ISecond>(DataType.Float64));
        device.Add<IFirst>(type => new Both(type));
        Assert.NotSame(before, device.Family<IFirst>(DataType.Float32));
        Assert.NotNull(device.Family<ISecond>(DataType.Float64));
    }

    [Fact]
    public void The_processor_has_kernels_for_real_numbers_alone()
    {
        Assert.NotNull(CpuDevice.Instance.Family<ISoftmaxKernels>(DataType.Float32));
        Assert.Null(CpuDevice.Instance.Family<ISoftmaxKernels>(DataType.Int32));
        Assert.Null(CpuDevice.Instance.Family<IFirst>(DataType.Float32));
        Assert.Contains("convert the operand with To()", Assert.Throws<NotSupportedException>(() => CpuDevice.Instance.Kernels(DataType.Int64)).Message);
    }

    [Fact]
    public void Many_threads_that_ask_at_once_get_the_same_kernels()
    {
        for (int attempt = 0; attempt < 50; attempt++)
        {
            Bare device = new();
            device.Add<IFirst>(type => new Both(type));
            device.Add<ISecond>(type => new Both(type));
            var seen = new (IFirst?, ISecond?)[8];
            Parallel.For(0, seen.Length, i => seen[i] = (device.Family<IFirst>(DataType.Float64), device.Family<ISecond>(DataType.Float64)));
            Assert.Single(seen.Distinct());
            Assert.NotNull(seen[0].Item1);
        }
    }

    [Fact]
    public unsafe void Pinned_memory_of_the_caller_is_a_region()
    {
        double[] x = new double[32];
        for (int i = 0; i < 20; i++) x[i] = i;
        fixed (double* start = x)
        {
            Assert.True(CpuRegion.Of(start + 3).At<double>() == start + 3);
            CpuDevice.Instance.Kernels(DataType.Float64).Reduce(Reduction.Sum, CpuRegion.Of(start), CpuRegion.Of(start + 20), 1, 20, 1, accumulate: false);
            nint odd = (nint)start + 4;
            Assert.Throws<ArgumentException>(() => CpuRegion.Of((double*)odd));
        }
        Assert.Equal(190, x[20]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void Shared_work_runs_once_for_each_item(int items)
    {
        var times = new int[items];
        CpuDevice.Share(items, 10, item => times[item]++);
        Assert.All(times, count => Assert.Equal(1, count));
    }
}
