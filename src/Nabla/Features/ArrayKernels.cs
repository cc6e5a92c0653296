using Nabla.Devices.Cpu;
using Nabla.Operations.Elementwise;

namespace Nabla.Features;

/// <summary>The processor's kernels on plain arrays, for fitting stages and running them.</summary>
static class ArrayKernels
{
    /// <summary>Numbers that must follow an operand in memory, because kernels load whole vectors.</summary>
    public const int Slack = 16;

    /// <summary>C = op(A) · op(B), or C += op(A) · op(B), of dense matrices; see <see cref="GemmShape"/>. A and B have slack.</summary>
    public static unsafe void Multiply<T>(in GemmShape shape, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c) where T : unmanaged
    {
        if (a.Length < (long)shape.M * shape.K + Slack || b.Length < (long)shape.N * shape.K + Slack || c.Length < (long)shape.M * shape.N)
            throw new ArgumentException($"A product [{shape.M}, {shape.K}]·[{shape.K}, {shape.N}] needs its operands and {Slack} more numbers behind A and B.");
        fixed (T* startA = a, startB = b, startC = c)
            CpuDevice.Instance.Kernels(DataTypes.Of<T>()).Gemm(shape, CpuRegion.Of(startA), CpuRegion.Of(startB), CpuRegion.Of(startC), default, default(Identity));
    }

    /// <summary>x[i] = deviation · normal, as <c>source.Normal(i)</c>, for the first <paramref name="count"/> numbers; slack follows.</summary>
    public static unsafe void Normal(Span<float> x, int count, double deviation, Rng source)
    {
        if (x.Length < (long)count + Slack) throw new ArgumentException($"Normal of {count} numbers needs {Slack} more behind them.");
        fixed (float* start = x)
            CpuDevice.Instance.Family<IRandomKernels>(DataType.Float32)!.Normal(CpuRegion.Of(start), count, 0, deviation, source.Key);
    }

    /// <summary>x ← exp(scale · x), for the first <paramref name="count"/> numbers; slack follows.</summary>
    public static unsafe void Exp(Span<float> x, int count, float scale)
    {
        if (x.Length < (long)count + Slack) throw new ArgumentException($"Exp of {count} numbers needs {Slack} more behind them.");
        fixed (float* start = x)
            CpuDevice.Instance.Kernels(DataType.Float32).Map(new Then<ScaleShift, Exp>(new ScaleShift(scale, 0), default), CpuRegion.Of(start), CpuRegion.Of(start), count);
    }
}
