using System.Numerics;
using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Devices.Cpu.Elementwise;

public unsafe class CopyKernelTests
{
    [Theory, ClassData(typeof(EveryLane))]
    public void Copies_between_operands_of_any_strides(string lane) => EveryLane.Visit(lane, new Copies(false));

    [Theory, ClassData(typeof(EveryLane))]
    public void Adds_to_operands_of_any_strides(string lane) => EveryLane.Visit(lane, new Copies(true));

    sealed class Copies(bool accumulate) : ILaneVisitor<bool>
    {
        public bool Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>
        {
            foreach (StridedCase shape in StridedCase.All)
            {
                if (HasRepeats(shape.Extents, shape.Second)) continue;
                using GuardedArray<T> x = new(StridedCase.Reach(shape.Extents, shape.First), i => i % 1013), y = new(StridedCase.Reach(shape.Extents, shape.Second), Before);
                CopyKernel<T, Lane<T, V, S>>.Run(x.Pointer, shape.First, y.Pointer, shape.Second, shape.Extents, accumulate);
                Dictionary<long, double> written = [];
                foreach ((long first, long second) in shape.Offsets()) written.Add(second, x[first]);
                for (long i = 0; i < y.Length; i++)
                {
                    double expected = written.TryGetValue(i, out double value) ? accumulate ? Before(i) + value : value : Before(i);
                    Assert.True(expected == y[i], $"{shape.Name} at {i}: {y[i]}, expected {expected}");
                }
                y.AssertGuardsAreWhole();
            }
            return true;
        }

        static double Before(long i) => i % 17 - 8;

        static bool HasRepeats(int[] extents, long[] strides) => extents.Zip(strides).Any(axis => axis.First > 1 && axis.Second == 0);
    }
}
