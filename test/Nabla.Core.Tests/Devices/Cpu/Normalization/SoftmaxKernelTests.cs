using System.Numerics;
using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Devices.Cpu;

public class SoftmaxKernelTests
{
    [Theory, ClassData(typeof(EveryLane))]
    public void Softmax_and_its_logarithm_equal_their_definition(string lane) => EveryLane.Visit(lane, new Definition());

    [Theory, ClassData(typeof(EveryLane))]
    public void Gradients_equal_central_differences(string lane) => EveryLane.Visit(lane, new Gradient());

    [Theory, ClassData(typeof(EveryLane))]
    public void Infinite_logits_take_no_share_and_a_row_of_nothing_else_is_NaN(string lane) => EveryLane.Visit(lane, new Infinite());

    static double[] Softmax(double[] x, int columns, bool logarithm)
    {
        var y = new double[x.Length];
        for (int start = 0; start < x.Length; start += columns)
        {
            double max = x.Skip(start).Take(columns).Max(), sum = x.Skip(start).Take(columns).Sum(value => Math.Exp(value - max));
            for (int i = start; i < start + columns; i++) y[i] = logarithm ? x[i] - max - Math.Log(sum) : Math.Exp(x[i] - max) / sum;
        }
        return y;
    }

    sealed unsafe class Definition : LaneCheck
    {
        protected override void Check<T, L>()
        {
            foreach (int columns in Sizes)
                foreach (int rows in new[] { 0, 1, 3, 150 })
                    foreach (bool logarithm in new[] { false, true })
                        foreach (double shift in new[] { 0, 1e4 })
                        {
                            Room<T> x = Numbers<T>(rows * columns, columns, 9, shift), y = Empty<T>(rows * columns);
                            SoftmaxKernel<T, L>.Softmax(x, y, rows, columns, logarithm);
                            AssertClose($"softmax [{rows}, {columns}]", y, columns == 0 ? [] : Softmax(Doubles(x), columns, logarithm), L.Count == 1 ? 100 : 30, logarithm ? 4 : 0.01);
                        }
        }
    }

    sealed unsafe class Gradient : LaneCheck
    {
        protected override void Check<T, L>()
        {
            foreach (int columns in new[] { 1, 2, 7, 16, 17, 33, 65 })
                foreach (bool logarithm in new[] { false, true })
                {
                    const int Rows = 3;
                    Room<T> x = Numbers<T>(Rows * columns, 5), dy = Numbers<T>(Rows * columns, 6), y = Empty<T>(Rows * columns), dx = Empty<T>(Rows * columns);
                    SoftmaxKernel<T, L>.Softmax(x, y, Rows, columns, logarithm);
                    SoftmaxGradientKernel<T, L>.SoftmaxGradient(y, dy, dx, Rows, columns, logarithm);
                    double[] expected = Differences(moved => Softmax(moved, columns, logarithm), Doubles(x), Doubles(dy));
                    AssertClose($"softmax gradient [{Rows}, {columns}]", dx, expected, typeof(T) == typeof(float) ? 200 : 3e7);
                }
        }
    }

    sealed unsafe class Infinite : LaneCheck
    {
        protected override void Check<T, L>()
        {
            foreach (int columns in new[] { 2, 7, 16, 33, 100 })
                foreach (bool logarithm in new[] { false, true })
                {
                    var x = new Room<T>(3 * columns, i => i / columns == 1 || i % 2 == 1 ? T.NegativeInfinity : T.CreateTruncating(i % columns));
                    for (int i = 2 * columns; i < 3 * columns; i++) x.Pointer[i] = i == 2 * columns + 1 ? T.NaN : T.One;
                    Room<T> y = Empty<T>(3 * columns);
                    SoftmaxKernel<T, L>.Softmax(x, y, 3, columns, logarithm);
                    for (int i = 0; i < columns; i++)
                    {
                        Assert.False(T.IsNaN(y[i]));
                        if (i % 2 == 1) Assert.Equal(logarithm ? T.NegativeInfinity : T.Zero, y[i]);
                        Assert.True(T.IsNaN(y[columns + i]), "all −∞");
                        Assert.True(T.IsNaN(y[2 * columns + i]), "one NaN");
                    }
                    y.AssertGuarded("softmax");
                }
        }
    }
}
