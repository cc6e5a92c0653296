using System.Numerics;
using Nabla.Devices.Cpu;
using Nabla.Operations.Elementwise;

namespace Nabla.Core.Tests.Devices.Cpu.Elementwise;

public unsafe class ZipKernelTests
{
    [Theory, ClassData(typeof(EveryLane))]
    public void Zips_operands_of_any_strides(string lane) => EveryLane.Visit(lane, new Values());

    [Theory, ClassData(typeof(EveryLane))]
    public void Gradients_of_both_operands_or_of_one_come_from_dual_numbers(string lane) => EveryLane.Visit(lane, new Slopes());

    sealed class Values : ILaneVisitor<bool>
    {
        public bool Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>
        {
            foreach (StridedCase shape in StridedCase.All)
            {
                using GuardedArray<T> a = First<T>(shape), b = Second<T>(shape), y = new(shape.Count);
                ZipKernel<T, Lane<T, V, S>>.Run(new Divide(), a.Pointer, shape.First, b.Pointer, shape.Second, y.Pointer, shape.Extents);
                long i = 0;
                foreach ((long first, long second) in shape.Offsets()) Sizes.Near<T>(a[first] / b[second], y[i++], shape.Name);
                y.AssertGuardsAreWhole();
            }
            return true;
        }
    }

    sealed class Slopes : ILaneVisitor<bool>
    {
        public bool Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>
        {
            foreach (StridedCase shape in StridedCase.All)
                foreach ((bool ofA, bool ofB) in new[] { (true, true), (true, false), (false, true) })
                {
                    using GuardedArray<T> a = First<T>(shape), b = Second<T>(shape), dy = new(shape.Count, i => i % 7 - 3), da = new(shape.Count), db = new(shape.Count);
                    ZipGradientKernel<T, Lane<T, V, S>, Dual<T, V, S>>.Run(new Divide(), a.Pointer, shape.First, b.Pointer, shape.Second,
                        dy.Pointer, ofA ? da.Pointer : null, ofB ? db.Pointer : null, shape.Extents);
                    long i = 0;
                    foreach ((long first, long second) in shape.Offsets())
                    {
                        if (ofA) Sizes.Near<T>(dy[i] / b[second], da[i], shape.Name);
                        if (ofB) Sizes.Near<T>(-dy[i] * a[first] / (b[second] * b[second]), db[i], shape.Name);
                        i++;
                    }
                    da.AssertGuardsAreWhole();
                    db.AssertGuardsAreWhole();
                }
            return true;
        }
    }

    static GuardedArray<T> First<T>(StridedCase shape) where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new(StridedCase.Reach(shape.Extents, shape.First), i => Math.Sin(i) * 4);

    static GuardedArray<T> Second<T>(StridedCase shape) where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new(StridedCase.Reach(shape.Extents, shape.Second), i => 2 + Math.Cos(i));
}
