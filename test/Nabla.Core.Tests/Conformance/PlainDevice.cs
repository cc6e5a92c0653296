using Nabla.Devices;
using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Conformance;

/// <summary>The processor with what every device must have and nothing else: whatever is fused has to be composed.</summary>
sealed class PlainDevice() : Device("plain")
{
    public static PlainDevice Instance { get; } = new();

    public override Block Allocate(long bytes) => CpuDevice.Instance.Allocate(bytes);

    public override IKernels Kernels(DataType type) => CpuDevice.Instance.Kernels(type);

    public override void Read(Block block, long offset, Span<byte> target) => CpuDevice.Instance.Read(block, offset, target);

    public override void Write(Block block, long offset, ReadOnlySpan<byte> source) => CpuDevice.Instance.Write(block, offset, source);
}
