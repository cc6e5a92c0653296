using System.Numerics;
using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Devices.Cpu;

public class CrossEntropyKernelTests
{
    [Theory, ClassData(typeof(EveryLane))]
    public void Losses_equal_their_definition(string lane) => EveryLane.Visit(lane, new Definition());

    [Theory, ClassData(typeof(EveryLane))]
    public void Gradients_equal_central_differences(string lane) => EveryLane.Visit(lane, new Gradient());

    [Theory, ClassData(typeof(EveryLane))]
    public void Odd_labels_and_infinite_logits_are_met_as_documented(string lane) => EveryLane.Visit(lane, new Odd());

    static double[] Losses(double[] x, int[] labels, int classes, double smoothing)
    {
        var losses = new double[labels.Length];
        for (int row = 0; row < labels.Length; row++)
        {
            if (labels[row] < 0) continue;
            double[] logits = x[(row * classes)..((row + 1) * classes)];
            double max = logits.Max(), logSumExp = max + Math.Log(logits.Sum(value => Math.Exp(value - max)));
            for (int c = 0; c < classes; c++)
                losses[row] += ((c == labels[row] ? 1 - smoothing : 0) + smoothing / classes) * (logSumExp - logits[c]);
        }
        return losses;
    }

    static Room<int> Labels(int rows, int classes) => new(rows, row => row % 5 == 3 ? -100 : row * 7 % classes);

    sealed unsafe class Definition : LaneCheck
    {
        protected override void Check<T, L>()
        {
            foreach (int classes in Sizes.Where(size => size > 0))
                foreach (int rows in new[] { 0, 1, 7, 150 })
                    foreach (double smoothing in new[] { 0, 0.1 })
                        Of<T, L>(rows, classes, smoothing);
        }

        static void Of<T, L>(int rows, int classes, double smoothing) where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
        {
            Room<T> x = Numbers<T>(rows * classes, classes, 5), losses = Empty<T>(rows), logSumExp = Empty<T>(2 * rows);
            Room<int> labels = Labels(rows, classes);
            CrossEntropyKernel<T, L>.CrossEntropy(x, labels, losses, logSumExp, rows, classes, smoothing);
            AssertClose($"cross-entropy [{rows}, {classes}]", losses, Losses(Doubles(x), [.. labels.Span], classes, smoothing), 64, 5);
            logSumExp.AssertGuarded("log-sum-exp");
        }
    }

    sealed unsafe class Gradient : LaneCheck
    {
        protected override void Check<T, L>()
        {
            foreach (int classes in new[] { 1, 2, 10, 16, 17, 33, 65 })
                foreach (double smoothing in new[] { 0, 0.1 })
                    foreach (int stride in new[] { 0, 1 })
                        Of<T, L>(8, classes, smoothing, stride);
        }

        static void Of<T, L>(int rows, int classes, double smoothing, int stride) where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
        {
            Room<T> x = Numbers<T>(rows * classes, 1, 3), losses = Empty<T>(rows), logSumExp = Empty<T>(2 * rows), dlosses = Numbers<T>(stride == 0 ? 1 : rows, 2),
                dx = Empty<T>(rows * classes);
            Room<int> labels = Labels(rows, classes);
            CrossEntropyKernel<T, L>.CrossEntropy(x, labels, losses, logSumExp, rows, classes, smoothing);
            CrossEntropyKernel<T, L>.CrossEntropyGradient(x, labels, logSumExp, dlosses, stride, dx, rows, classes, smoothing);
            double[] weights = [.. Enumerable.Range(0, rows).Select(row => double.CreateTruncating(dlosses[row * stride]))];
            double[] expected = Differences(moved => Losses(moved, [.. labels.Span], classes, smoothing), Doubles(x), weights);
            AssertClose($"cross-entropy gradient [{rows}, {classes}]", dx, expected, typeof(T) == typeof(float) ? 100 : 3e7);
        }
    }

    sealed unsafe class Odd : LaneCheck
    {
        protected override void Check<T, L>()
        {
            const int Classes = 10;
            Room<int> labels = new(5, row => new[] { -1, 10, int.MaxValue, 3, 4 }[row]);
            var x = new Room<T>(5 * Classes, i => i % Classes == 3 ? T.NegativeInfinity : i < Classes ? T.NaN : T.CreateTruncating(i % Classes));
            Room<T> losses = Empty<T>(5), logSumExp = Empty<T>(10), dlosses = new(1, _ => T.One), dx = Empty<T>(5 * Classes);
            CrossEntropyKernel<T, L>.CrossEntropy(x, labels, losses, logSumExp, 5, Classes, 0);
            Assert.Equal(T.Zero, losses[0]);
            Assert.True(T.IsNaN(losses[1]) && T.IsNaN(losses[2]));
            Assert.Equal(T.PositiveInfinity, losses[3]);
            Assert.True(T.IsFinite(losses[4]));
            CrossEntropyKernel<T, L>.CrossEntropyGradient(x, labels, logSumExp, dlosses, 0, dx, 5, Classes, 0);
            Assert.All(dx.Span[..Classes].ToArray(), slope => Assert.Equal(T.Zero, slope));
            dx.AssertGuarded("gradient");
        }
    }
}
