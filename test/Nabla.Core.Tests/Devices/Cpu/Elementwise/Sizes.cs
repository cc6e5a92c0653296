using System.Numerics;

namespace Nabla.Core.Tests.Devices.Cpu.Elementwise;

static class Sizes
{
    /// <summary>Around the widths of all vectors, and beyond one chunk.</summary>
    public static readonly int[] Odd = [0, 1, 7, 15, 16, 17, 31, 33, 1000, 70001];

    /// <summary>What rounding may cost: a few places of the type, and of the largest number that went in.</summary>
    public static double Tolerance<T>(double expected) where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => (typeof(T) == typeof(float) ? 2e-6 : 4e-15) * (1 + Math.Abs(expected));

    public static void Near<T>(double expected, double actual, string what) where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Assert.True(Math.Abs(expected - actual) <= Tolerance<T>(expected), $"{what}: {actual:R}, expected {expected:R}");
}
