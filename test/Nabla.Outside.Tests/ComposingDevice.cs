using Nabla.Devices;
using Nabla.Devices.Cpu;

namespace Nabla.Outside.Tests;

/// <summary>A device of a stranger's: the processor without kernels for anything fused.</summary>
sealed class ComposingDevice() : Device("composing")
{
    public static ComposingDevice Instance { get; } = new();

    public override Block Allocate(long bytes) => CpuDevice.Instance.Allocate(bytes);

    public override IKernels Kernels(DataType type) => CpuDevice.Instance.Kernels(type);

    public override void Read(Block block, long offset, Span<byte> target) => CpuDevice.Instance.Read(block, offset, target);

    public override void Write(Block block, long offset, ReadOnlySpan<byte> source) => CpuDevice.Instance.Write(block, offset, source);
}
