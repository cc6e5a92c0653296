using Nabla.Devices;
using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Devices.Cpu;

public class ReduceKernelTests
{
    [Theory, ClassData(typeof(EveryLane))]
    public void Every_reduction_equals_its_definition(string lane) => EveryLane.Visit(lane, new Definition());

    [Theory, ClassData(typeof(EveryLane))]
    public void The_largest_and_smallest_are_NaN_if_any_number_is(string lane) => EveryLane.Visit(lane, new NotANumber());

    [Theory, ClassData(typeof(EveryLane))]
    public void Sums_of_millions_lose_no_more_than_a_few_places(string lane) => EveryLane.Visit(lane, new Millions());

    sealed unsafe class Definition : LaneCheck
    {
        protected override void Check<T, L>()
        {
            foreach (int reduced in Sizes)
                foreach (int other in Sizes)
                    if (reduced * other <= 66_000)
                    {
                        Of<T, L>(other, reduced, 1);
                        Of<T, L>(1, reduced, other);
                        if (other < 40) Of<T, L>(3, reduced, other);
                    }
            foreach ((int outer, int reduced, int inner) in new[] { (1, 300_001, 1), (2, 200_000, 1), (1, 100_003, 3), (2, 30_001, 2), (1, 3001, 200), (20, 700, 33),
                (1, 700, 1000), (1, 130, 65), (700, 1, 1), (701, 2, 1), (64, 3, 1), (30_001, 3, 1), (65, 4, 1), (700, 5, 1) })
                Of<T, L>(outer, reduced, inner);
        }

        static void Of<T, L>(int outer, int reduced, int inner) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
        {
            Room<T> x = Numbers<T>(outer * reduced * inner, 1), start = Numbers<T>(outer * inner, 2);
            foreach (Reduction reduction in Enum.GetValues<Reduction>())
                foreach (bool accumulate in new[] { false, true })
                {
                    if (accumulate && reduction is Reduction.Max or Reduction.Min) continue;
                    var y = new Room<T>(outer * inner, i => start[i]);
                    ReduceKernel<T, L>.Reduce(reduction, x, y, outer, reduced, inner, accumulate);
                    AssertClose($"{reduction} [{outer}, {reduced}, {inner}]", y, Expected(reduction, Doubles(x), accumulate ? Doubles(start) : null, outer, reduced, inner), 4,
                        reduction == Reduction.Sum ? Math.Max(1, reduced) : 1);
                }
        }

        static double[] Expected(Reduction reduction, double[] x, double[]? start, int outer, int reduced, int inner)
        {
            var y = new double[outer * inner];
            for (int o = 0; o < outer; o++)
                for (int i = 0; i < inner; i++)
                {
                    double sum = 0, max = double.NegativeInfinity, min = double.PositiveInfinity;
                    for (int r = 0; r < reduced; r++)
                    {
                        double value = x[(o * reduced + r) * inner + i];
                        (sum, max, min) = (sum + value, Math.Max(max, value), Math.Min(min, value));
                    }
                    double result = reduction switch { Reduction.Sum => sum, Reduction.Mean => sum / reduced, Reduction.Max => max, _ => min };
                    y[o * inner + i] = result + (start is null ? 0 : start[o * inner + i]);
                }
            return y;
        }
    }

    sealed unsafe class NotANumber : LaneCheck
    {
        protected override void Check<T, L>()
        {
            foreach (int count in new[] { 1, 7, 17, 100 })
                for (int at = 0; at < count; at += 3)
                    foreach (bool columns in new[] { false, true })
                    {
                        int inner = columns ? 5 : 1;
                        var x = new Room<T>(count * inner, i => i / inner == at ? T.NaN : T.CreateTruncating(i % 11));
                        var y = Empty<T>(inner);
                        foreach (Reduction reduction in new[] { Reduction.Max, Reduction.Min })
                        {
                            ReduceKernel<T, L>.Reduce(reduction, x, y, 1, count, inner, false);
                            Assert.True(T.IsNaN(y[0]) && T.IsNaN(y[inner - 1]), $"{reduction} of {count} with NaN at {at}");
                        }
                    }
        }
    }

    sealed unsafe class Millions : LaneCheck
    {
        protected override void Check<T, L>()
        {
            var x = new Room<T>(2_000_000, i => T.CreateTruncating(1 + (i & 1023) / 1024.0));
            double exact = Doubles(x).Sum();
            Room<T> all = Empty<T>(1), columns = Empty<T>(2);
            ReduceKernel<T, L>.Reduce(Reduction.Sum, x, all, 1, x.Count, 1, false);
            ReduceKernel<T, L>.Reduce(Reduction.Sum, x, columns, 1, x.Count / 2, 2, false);
            AssertClose("sum", all, [exact], 8);
            AssertClose("sums of columns", columns, [Doubles(x).Where((_, i) => i % 2 == 0).Sum(), Doubles(x).Where((_, i) => i % 2 == 1).Sum()], 8);
        }
    }

    [Theory, ClassData(typeof(EveryLane))]
    public void Roundings_of_like_terms_do_not_add_up(string lane) => EveryLane.Visit(lane, new LikeTerms());

    sealed unsafe class LikeTerms : LaneCheck
    {
        protected override void Check<T, L>()
        {
            foreach ((int outer, int reduced, int inner) in new[] { (1, 100_000, 1), (16, 100_000, 1), (20, 50_000, 1), (1, 20_000, 7), (1, 20_000, 100), (17, 20_000, 16),
                (1, 5000, 4096) })
            {
                var x = new Room<T>(outer * reduced * inner, _ => T.CreateTruncating(0.1));
                Room<T> y = Empty<T>(outer * inner);
                ReduceKernel<T, L>.Reduce(Reduction.Sum, x, y, outer, reduced, inner, false);
                double exact = reduced * double.CreateTruncating(x[0]), unit = typeof(T) == typeof(float) ? 6e-8 : 1.1e-16;
                for (int i = 0; i < y.Count; i++)
                    Assert.True(Math.Abs(double.CreateTruncating(y[i]) / exact - 1) < 16 * unit, $"[{outer}, {reduced}, {inner}], sum {i}: {y[i]}, expected {exact}");
            }
        }
    }
}
