using System.Numerics;
using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Devices.Cpu;

public class ArgMaxKernelTests
{
    [Theory, ClassData(typeof(EveryLane))]
    public void The_first_of_the_largest_is_found_and_NaN_counts_as_largest(string lane) => EveryLane.Visit(lane, new Definition());

    sealed unsafe class Definition : LaneCheck
    {
        protected override void Check<T, L>()
        {
            foreach (int reduced in Sizes.Where(size => size > 0))
                foreach (int inner in new[] { 1, 2, 7, 16, 33 })
                    foreach (double special in new[] { 0, double.NaN, double.NegativeInfinity, double.PositiveInfinity })
                        Of<T, L>(3, reduced, inner, special);
            Of<T, L>(700, 1000, 1, double.NaN);
            foreach (int reduced in new[] { 1, 2, 3, 4, 5 })
                foreach (int outer in new[] { 63, 64, 65, 70_001 }) Of<T, L>(outer, reduced, 1, reduced % 2 == 0 ? double.NaN : double.NegativeInfinity);
        }

        static void Of<T, L>(int outer, int reduced, int inner, double special) where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
        {
            var random = new Random(reduced);
            var x = new Room<T>(outer * reduced * inner, _ => random.Next(reduced + 3) == 0 ? T.CreateTruncating(special) : T.CreateTruncating(random.Next(9) - 4));
            var y = new Room<int>(outer * inner);
            ArgMaxKernel<T, L>.ArgMax(x, y, outer, reduced, inner);
            for (int i = 0; i < y.Count; i++)
            {
                int Index(int r) => (i / inner * reduced + r) * inner + i % inner;
                int best = 0;
                for (int r = 1; r < reduced; r++)
                    if (!T.IsNaN(x[Index(best)]) && (T.IsNaN(x[Index(r)]) || x[Index(r)] > x[Index(best)])) best = r;
                if (best != y[i]) Assert.Fail($"[{outer}, {reduced}, {inner}] with {special}: {y[i]} instead of {best}");
            }
            y.AssertGuarded("positions");
        }

    }
}
