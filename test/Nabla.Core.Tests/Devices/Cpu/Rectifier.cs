using Nabla.Devices;

namespace Nabla.Core.Tests.Devices.Cpu;

/// <summary>max(x, 0): an activation for tests of fused kernels.</summary>
readonly struct Rectifier : IUnaryFormula
{
    public R Value<R>(R x) where R : struct, IReal<R> => R.Max(x, R.Constant(0));
}
