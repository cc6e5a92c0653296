using System.Numerics;
using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Devices.Cpu;

public class ChannelNormKernelTests
{
    const double Epsilon = 1e-5;

    static readonly (int Outer, int Channels, int Inner)[] Shapes =
        [(1, 1, 1), (7, 3, 1), (33, 16, 1), (128, 17, 1), (5, 1000, 1), (1, 1, 7), (2, 3, 16), (3, 5, 17), (4, 2, 33), (2, 3, 1000)];

    [Theory, ClassData(typeof(EveryLane))]
    public void Statistics_and_normalization_equal_their_definition(string lane) => EveryLane.Visit(lane, new Definition());

    [Theory, ClassData(typeof(EveryLane))]
    public void A_large_mean_costs_the_variance_no_digits(string lane) => EveryLane.Visit(lane, new LargeMean());

    [Theory, ClassData(typeof(EveryLane))]
    public void Gradients_equal_central_differences(string lane) => EveryLane.Visit(lane, new Gradient());

    static IEnumerable<double> Channel(double[] x, int c, (int Outer, int Channels, int Inner) shape)
    {
        for (int o = 0; o < shape.Outer; o++)
            for (int i = 0; i < shape.Inner; i++) yield return x[(o * shape.Channels + c) * shape.Inner + i];
    }

    static (double[] Mean, double[] Variance) Statistics(double[] x, (int Outer, int Channels, int Inner) shape)
    {
        double[] mean = [.. Enumerable.Range(0, shape.Channels).Select(c => Channel(x, c, shape).Average())];
        return (mean, [.. Enumerable.Range(0, shape.Channels).Select(c => Channel(x, c, shape).Average(value => (value - mean[c]) * (value - mean[c])))]);
    }

    static double[] Normalize(double[] x, double[] mean, double[] variance, double[] gain, double[] offset, (int Outer, int Channels, int Inner) shape)
        => [.. x.Select((value, i) =>
        {
            int c = i / shape.Inner % shape.Channels;
            return (value - mean[c]) / Math.Sqrt(variance[c] + Epsilon) * gain[c] + offset[c];
        })];

    sealed unsafe class Definition : LaneCheck
    {
        protected override void Check<T, L>()
        {
            foreach (var shape in Shapes)
                foreach (bool affine in new[] { false, true })
                    Of<T, L>(shape, affine);
        }

        static void Of<T, L>((int Outer, int Channels, int Inner) shape, bool affine) where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
        {
            int count = shape.Outer * shape.Channels * shape.Inner, channels = shape.Channels;
            Room<T> x = Numbers<T>(count, 1, 2, 0.5), gain = Numbers<T>(channels, 2), offset = Numbers<T>(channels, 3), mean = Empty<T>(channels), variance = Empty<T>(channels), y = Empty<T>(count);
            ChannelStatisticsKernel<T, L>.ChannelStatistics(x, mean, variance, shape.Outer, channels, shape.Inner);
            var (means, variances) = Statistics(Doubles(x), shape);
            AssertClose($"mean {shape}", mean, means, 16, 2);
            AssertClose($"variance {shape}", variance, variances, 32, 2);
            var inverse = new Room<T>(channels, c => T.CreateTruncating(1 / Math.Sqrt(variances[c] + Epsilon)));
            ChannelNormKernel<T, L>.ChannelNorm(x, mean, inverse, affine ? gain : null, affine ? offset : null, y, shape.Outer, channels, shape.Inner);
            double[] ones = [.. Enumerable.Repeat(1.0, channels)], zeros = new double[channels];
            AssertClose($"norm {shape}", y, Normalize(Doubles(x), means, variances, affine ? Doubles(gain) : ones, affine ? Doubles(offset) : zeros, shape), 64, 8 * double.CreateTruncating(inverse.Span.ToArray().Max()));
        }
    }

    sealed unsafe class LargeMean : LaneCheck
    {
        protected override void Check<T, L>()
        {
            foreach (var shape in new[] { (1000, 3, 1), (10, 3, 1000), (40_000, 16, 1) })
            {
                Room<T> x = Numbers<T>(shape.Item1 * shape.Item2 * shape.Item3, 1, Math.Sqrt(3), 1e4), mean = Empty<T>(shape.Item2), variance = Empty<T>(shape.Item2);
                ChannelStatisticsKernel<T, L>.ChannelStatistics(x, mean, variance, shape.Item1, shape.Item2, shape.Item3);
                var (means, variances) = Statistics(Doubles(x), shape);
                for (int c = 0; c < shape.Item2; c++)
                {
                    Assert.InRange(double.CreateTruncating(variance[c]) - variances[c], -3e-5, 3e-5);
                    Assert.InRange(double.CreateTruncating(mean[c]) - means[c], -1e-3, 1e-3);
                }
            }
        }
    }

    sealed unsafe class Gradient : LaneCheck
    {
        protected override void Check<T, L>()
        {
            foreach (var shape in new[] { (7, 3, 1), (5, 17, 1), (3, 33, 1), (2, 3, 7), (3, 2, 17), (2, 2, 33) })
                for (int choice = 0; choice < 16; choice++)
                    Of<T, L>(shape, (choice & 1) != 0, (choice & 2) != 0, (choice & 4) != 0, (choice & 8) != 0);
        }

        static void Of<T, L>((int Outer, int Channels, int Inner) shape, bool withGain, bool fixedStatistics, bool accumulate, bool inputOnly) where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
        {
            int count = shape.Outer * shape.Channels * shape.Inner, channels = shape.Channels;
            Room<T> x = Numbers<T>(count, 1, 2, 0.5), dy = Numbers<T>(count, 2), dx = Empty<T>(count), gain = Numbers<T>(channels, 3), before = Numbers<T>(channels, 4);
            Room<T> dgain = new(channels, i => before[i]), doffset = new(channels, i => before[i]);
            double[] numbers = Doubles(x), ones = [.. Enumerable.Repeat(1.0, channels)], zeros = new double[channels], g = withGain ? Doubles(gain) : ones, weights = Doubles(dy);
            var (means, variances) = Statistics(numbers, shape);
            Room<T> mean = new(channels, c => T.CreateTruncating(means[c])), inverse = new(channels, c => T.CreateTruncating(1 / Math.Sqrt(variances[c] + Epsilon)));
            ChannelNormGradientKernel<T, L>.ChannelNormGradient(x, mean, inverse, withGain ? gain : null, dy, dx, inputOnly ? null : dgain, inputOnly ? null : doffset, shape.Outer, channels, shape.Inner, fixedStatistics, accumulate);

            double[] Of(double[] x, double[] gain, double[] offset)
            {
                var (mean, variance) = fixedStatistics ? (means, variances) : Statistics(x, shape);
                return Normalize(x, mean, variance, gain, offset, shape);
            }
            double units = typeof(T) == typeof(float) ? 2000 : 1e8;
            AssertClose($"norm gradient {shape}", dx, Differences(moved => Of(moved, g, zeros), numbers, weights), units);
            if (inputOnly) return;
            double[] start = accumulate ? Doubles(before) : zeros;
            AssertClose("gain gradient", dgain, [.. Differences(moved => Of(numbers, moved, zeros), g, weights).Zip(start, (a, b) => a + b)], units);
            AssertClose("offset gradient", doffset, [.. Differences(moved => Of(numbers, g, moved), zeros, weights).Zip(start, (a, b) => a + b)], units);
        }
    }
}
