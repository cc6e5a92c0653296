using System.Numerics;
using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Devices.Cpu;

[Collection(nameof(WorkerTeam))]
public sealed class VarianceKernelTests : IDisposable
{
    // The last ones are cut: long rows into blocks, many rows and many columns into chunks, and each of a few large planes.
    static readonly (int Outer, int Reduced, int Inner)[] Shapes =
    [
        (1, 1, 1), (3, 7, 1), (5, 15, 1), (2, 16, 1), (7, 17, 1), (3, 1000, 1), (1, 9, 7), (4, 5, 17), (3, 33, 2), (2, 1, 5), (6, 3, 16),
        (2, 200_001, 1), (1, 150_000, 1), (9000, 10, 1), (30, 100, 90), (1, 70_000, 3),
        (3, 700, 200), (1000, 3, 2), (32, 2, 32), (33, 64, 1), (47, 7, 9), (65, 2, 17), (40_000, 3, 2), (16, 2, 64), (17, 64, 2), (33, 128, 1), (33, 129, 1),
    ];

    readonly int before = WorkerTeam.Threads;

    public void Dispose() => WorkerTeam.Threads = before;

    [Theory, ClassData(typeof(EveryLane))]
    public void Mean_and_variance_equal_their_definition(string lane) => EveryLane.Visit(lane, new Definition());

    [Theory, ClassData(typeof(EveryLane))]
    public void A_large_mean_costs_the_variance_no_digits(string lane) => EveryLane.Visit(lane, new LargeMean());

    [Theory, ClassData(typeof(EveryLane))]
    public void Numbers_that_are_not_finite_are_seen_in_their_own_result_alone(string lane) => EveryLane.Visit(lane, new NotFinite());

    [Theory, ClassData(typeof(EveryLane))]
    public void What_overflows_is_infinite_and_not_NaN(string lane) => EveryLane.Visit(lane, new Overflow());

    [Theory, ClassData(typeof(EveryLane))]
    public void The_bits_do_not_depend_on_the_number_of_threads(string lane) => EveryLane.Visit(lane, new SameBits());

    static (double[] Mean, double[] Variance) Statistics(double[] x, (int Outer, int Reduced, int Inner) shape)
    {
        var (means, variances) = (new double[shape.Outer * shape.Inner], new double[shape.Outer * shape.Inner]);
        for (int result = 0; result < means.Length; result++)
        {
            int start = result / shape.Inner * shape.Reduced * shape.Inner + result % shape.Inner;
            double[] numbers = [.. Enumerable.Range(0, shape.Reduced).Select(r => x[start + r * shape.Inner])];
            means[result] = Mean(numbers);
            variances[result] = Mean([.. numbers.Select(number => (number - means[result]) * (number - means[result]))]);
        }
        return (means, variances);
    }

    // In blocks, because one long sum would be less exact than what is tested.
    static double Mean(double[] numbers) => numbers.Chunk(500).Sum(block => block.Sum()) / numbers.Length;

    sealed unsafe class Definition : LaneCheck
    {
        protected override void Check<T, L>()
        {
            foreach (var shape in Shapes)
            {
                int results = shape.Outer * shape.Inner;
                Room<T> x = Numbers<T>(results * shape.Reduced, 1, 2, 0.5), mean = Empty<T>(results), variance = Empty<T>(results);
                VarianceKernel<T, L>.Variance(x, mean, variance, shape.Outer, shape.Reduced, shape.Inner);
                var (means, variances) = Statistics(Doubles(x), shape);
                AssertClose($"mean {shape}", mean, means, 16, 2);
                AssertClose($"variance {shape}", variance, variances, 32, 2);
            }
        }
    }

    sealed unsafe class LargeMean : LaneCheck
    {
        protected override void Check<T, L>()
        {
            foreach (double large in (double[])[1e4, 1e6])
            foreach (var shape in new[] { (3, 1000, 1), (1, 1000, 3), (1, 200_000, 1) })
            {
                int results = shape.Item1 * shape.Item3;
                Room<T> x = Numbers<T>(results * shape.Item2, 1, Math.Sqrt(3), large), mean = Empty<T>(results), variance = Empty<T>(results);
                VarianceKernel<T, L>.Variance(x, mean, variance, shape.Item1, shape.Item2, shape.Item3);
                var (_, variances) = Statistics(Doubles(x), shape);
                for (int r = 0; r < results; r++) Assert.InRange(double.CreateTruncating(variance[r]) - variances[r], -3e-5, 3e-5);
            }
        }
    }

    sealed unsafe class NotFinite : LaneCheck
    {
        protected override void Check<T, L>()
        {
            foreach (var shape in Shapes)
            {
                int results = shape.Outer * shape.Inner, count = results * shape.Reduced;
                Room<T> x = Numbers<T>(count, 1), mean = Empty<T>(results), variance = Empty<T>(results);
                VarianceKernel<T, L>.Variance(x, mean, variance, shape.Outer, shape.Reduced, shape.Inner);
                T[] clean = [.. variance.Span];
                foreach (T special in (T[])[T.NaN, T.PositiveInfinity, T.NegativeInfinity])
                    foreach (int at in (int[])[0, count / 2, count - 1])
                    {
                        T was = x[at];
                        x.Span[at] = special;
                        VarianceKernel<T, L>.Variance(x, mean, variance, shape.Outer, shape.Reduced, shape.Inner);
                        x.Span[at] = was;
                        int result = at / (shape.Reduced * shape.Inner) * shape.Inner + at % shape.Inner;
                        Assert.Equal(special, mean[result]);
                        Assert.True(T.IsNaN(variance[result]), $"{shape}, {special} at {at}: {variance[result]}");
                        variance.Span[result] = clean[result];
                        Assert.True(clean.AsSpan().SequenceEqual(variance.Span), $"{shape}, {special} at {at}");
                    }
            }
        }
    }

    sealed unsafe class Overflow : LaneCheck
    {
        protected override void Check<T, L>()
        {
            foreach (var shape in Shapes.Where(shape => shape.Reduced > 1))
            {
                int results = shape.Outer * shape.Inner;
                Room<T> mean = Empty<T>(results), variance = Empty<T>(results);
                // Of the first the sum overflows, of the second the squares.
                foreach (double large in typeof(T) == typeof(float) ? (double[])[3e38, 1e30] : [1.5e308, 1e200])
                {
                    Room<T> x = new(results * shape.Reduced, i => T.CreateTruncating(i / shape.Inner % shape.Reduced == 0 ? large : large / 2 + large / 3));
                    VarianceKernel<T, L>.Variance(x, mean, variance, shape.Outer, shape.Reduced, shape.Inner);
                    Assert.All(variance.Span.ToArray(), number => Assert.True(T.IsPositiveInfinity(number), $"{shape} of {large}: {number}"));
                }
            }
        }
    }

    sealed unsafe class SameBits : LaneCheck
    {
        protected override void Check<T, L>()
        {
            foreach (var shape in Shapes)
            {
                int results = shape.Outer * shape.Inner;
                Room<T> x = Numbers<T>(results * shape.Reduced, 1), mean = Empty<T>(results), variance = Empty<T>(results);
                T[]? alone = null;
                foreach (int threads in (int[])[1, 2, 3, 7])
                {
                    WorkerTeam.Threads = threads;
                    VarianceKernel<T, L>.Variance(x, mean, variance, shape.Outer, shape.Reduced, shape.Inner);
                    T[] all = [.. mean.Span, .. variance.Span];
                    Assert.True((alone ??= all).AsSpan().SequenceEqual(all), $"{shape} with {threads} threads");
                }
            }
        }
    }
}
