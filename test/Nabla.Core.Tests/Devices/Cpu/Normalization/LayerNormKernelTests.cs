using System.Numerics;
using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Devices.Cpu;

public class LayerNormKernelTests
{
    const double Epsilon = 1e-5;

    [Theory, ClassData(typeof(EveryLane))]
    public void Normalization_equals_its_definition_with_and_without_each_operand(string lane) => EveryLane.Visit(lane, new Definition());

    [Theory, ClassData(typeof(EveryLane))]
    public void A_large_mean_costs_the_variance_no_digits(string lane) => EveryLane.Visit(lane, new LargeMean());

    [Theory, ClassData(typeof(EveryLane))]
    public void Gradients_equal_central_differences(string lane) => EveryLane.Visit(lane, new Gradient());

    static double[] Normalize(double[] s, double[]? gain, double[]? offset, int columns, bool rootMeanSquare, double[]? means = null, double[]? inverses = null)
    {
        var y = new double[s.Length];
        for (int row = 0; row < s.Length / Math.Max(1, columns); row++)
        {
            double[] x = s[(row * columns)..((row + 1) * columns)];
            double mean = rootMeanSquare ? 0 : x.Average(), inverse = 1 / Math.Sqrt(x.Average(value => (value - mean) * (value - mean)) + Epsilon);
            for (int i = 0; i < columns; i++) y[row * columns + i] = (x[i] - mean) * inverse * (gain?[i] ?? 1) + (offset?[i] ?? 0);
            if (means is not null) (means[row], inverses![row]) = (mean, inverse);
        }
        return y;
    }

    sealed unsafe class Definition : LaneCheck
    {
        protected override void Check<T, L>()
        {
            foreach (int columns in Sizes.Where(size => size > 0))
                foreach (int rows in new[] { 0, 1, columns > 100 ? 3 : 70 })
                    for (int choice = 0; choice < 16; choice++)
                        Of<T, L>(rows, columns, (choice & 1) != 0, (choice & 2) != 0, (choice & 4) != 0, (choice & 8) != 0);
        }

        static void Of<T, L>(int rows, int columns, bool withResidual, bool withGain, bool withOffset, bool rootMeanSquare) where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
        {
            Room<T> x = Numbers<T>(rows * columns, 1, 2, 0.5), residual = Numbers<T>(rows * columns, 2), gain = Numbers<T>(columns, 3), offset = Numbers<T>(columns, 4);
            Room<T> sum = Empty<T>(rows * columns), y = Empty<T>(rows * columns), mean = Empty<T>(rows), inverse = Empty<T>(rows);
            LayerNormKernel<T, L>.LayerNorm(x, withResidual ? residual : null, withGain ? gain : null, withOffset ? offset : null, withResidual ? sum : null, y, rootMeanSquare ? null : mean, inverse, rows, columns, Epsilon, rootMeanSquare);
            double[] s = [.. Doubles(x).Zip(Doubles(residual), (a, b) => withResidual ? a + b : a)], means = new double[rows], inverses = new double[rows];
            double[] expected = Normalize(s, withGain ? Doubles(gain) : null, withOffset ? Doubles(offset) : null, columns, rootMeanSquare, means, inverses);
            double largest = inverses.DefaultIfEmpty(1).Max();
            AssertClose($"norm [{rows}, {columns}]", y, expected, 64, Math.Max(4, 4 * largest));
            AssertClose("inverse deviation", inverse, inverses, 64, Math.Max(1, largest));
            if (!rootMeanSquare) AssertClose("mean", mean, means, 16, 4);
            if (withResidual) AssertClose("sum", sum, s, 2, 4);
        }
    }

    sealed unsafe class LargeMean : LaneCheck
    {
        protected override void Check<T, L>()
        {
            const int Columns = 1000;
            Room<T> x = Numbers<T>(Columns, 1, Math.Sqrt(3), 1e4), y = Empty<T>(Columns), mean = Empty<T>(1), inverse = Empty<T>(1);
            LayerNormKernel<T, L>.LayerNorm(x, null, null, null, null, y, mean, inverse, 1, Columns, Epsilon, false);
            double[] means = new double[1], inverses = new double[1];
            Normalize(Doubles(x), null, null, Columns, false, means, inverses);
            Assert.Equal(inverses[0], double.CreateTruncating(inverse[0]), 5);
            Assert.InRange(double.CreateTruncating(mean[0]) - means[0], -1e-3, 1e-3);
        }
    }

    sealed unsafe class Gradient : LaneCheck
    {
        protected override void Check<T, L>()
        {
            foreach (int columns in new[] { 2, 7, 16, 17, 33, 65 })
                for (int choice = 0; choice < 16; choice++)
                    Of<T, L>(3, columns, (choice & 1) != 0, (choice & 2) != 0, (choice & 4) != 0, (choice & 8) != 0);
        }

        static void Of<T, L>(int rows, int columns, bool withGain, bool rootMeanSquare, bool accumulate, bool parametersOnly) where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
        {
            Room<T> s = Numbers<T>(rows * columns, 1, 2, 0.5), gain = Numbers<T>(columns, 3), y = Empty<T>(rows * columns), mean = Empty<T>(rows), inverse = Empty<T>(rows);
            Room<T> dy = Numbers<T>(rows * columns, 5), dx = Empty<T>(rows * columns), before = Numbers<T>(columns, 6), dgain = new(columns, i => before[i]), doffset = new(columns, i => before[i]);
            T* scale = withGain ? gain : null;
            LayerNormKernel<T, L>.LayerNorm(s, null, scale, null, null, y, mean, inverse, rows, columns, Epsilon, rootMeanSquare);
            LayerNormGradientKernel<T, L>.LayerNormGradient(s, scale, rootMeanSquare ? null : mean, inverse, dy, parametersOnly ? null : dx, dgain, doffset, rows, columns, rootMeanSquare, accumulate);

            double[] x = Doubles(s), g = withGain ? Doubles(gain) : [.. Enumerable.Repeat(1.0, columns)], zero = new double[columns], weights = Doubles(dy);
            double units = typeof(T) == typeof(float) ? 2000 : 1e8;
            if (!parametersOnly) AssertClose($"norm gradient [{rows}, {columns}]", dx, Differences(moved => Normalize(moved, g, null, columns, rootMeanSquare), x, weights), units);
            double[] start = accumulate ? Doubles(before) : zero;
            AssertClose("gain gradient", dgain, [.. Differences(moved => Normalize(x, moved, null, columns, rootMeanSquare), g, weights).Zip(start, (a, b) => a + b)], units);
            AssertClose("offset gradient", doffset, [.. Differences(moved => Normalize(x, g, moved, columns, rootMeanSquare), zero, weights).Zip(start, (a, b) => a + b)], units);
        }
    }
}
