using System.Numerics;
using Nabla.Devices;
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
        fixed (T* startA = a, startB = b, startC = c) Chosen<T>.Kernels.Multiply(shape, startA, startB, startC);
    }

    /// <summary>x ← exp(scale · x), for the first <paramref name="count"/> numbers; slack follows.</summary>
    public static unsafe void Exp(Span<float> x, int count, float scale)
    {
        if (x.Length < (long)count + Slack) throw new ArgumentException($"Exp of {count} numbers needs {Slack} more behind them.");
        fixed (float* start = x) Chosen<float>.Kernels.Exp(start, count, scale);
    }

    static class Chosen<T> where T : unmanaged
    {
        public static readonly Kernels Kernels = LaneTypes.Visit(DataTypes.Of<T>(), InstructionSets.Chosen, default(Choice));
    }

    struct Choice : ILaneVisitor<Kernels>
    {
        public readonly Kernels Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V> => new Kernels<T, Lane<T, V, S>>();
    }

    abstract unsafe class Kernels
    {
        public abstract void Multiply(in GemmShape shape, void* a, void* b, void* c);

        public abstract void Exp(void* x, int count, float scale);
    }

    sealed unsafe class Kernels<T, L> : Kernels where T : unmanaged where L : struct, ILane<L, T>
    {
        public override void Multiply(in GemmShape shape, void* a, void* b, void* c) => Gemm<T, L>.Run(shape, (T*)a, (T*)b, (T*)c, null, default(Identity));

        public override void Exp(void* x, int count, float scale) =>
            MapKernel<T, L>.Run(new Then<ScaleShift, Exp>(new ScaleShift(scale, 0), default), (T*)x, (T*)x, count);
    }
}
