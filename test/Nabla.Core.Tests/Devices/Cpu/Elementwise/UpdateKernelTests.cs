using Nabla.Devices;
using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Devices.Cpu;

public class UpdateKernelTests
{
    [Theory, ClassData(typeof(EveryLane))]
    public void Each_number_takes_its_step_with_no_one_or_two_states(string lane) => EveryLane.Visit(lane, new Definition());

    readonly struct Descent : IUpdateFormula
    {
        public static int States => 0;
        public void Step<R>(ref R parameter, R gradient, ref R first, ref R second) where R : struct, IReal<R> => parameter -= R.Constant(0.5) * gradient;
    }

    readonly struct Momentum : IUpdateFormula
    {
        public static int States => 1;
        public void Step<R>(ref R parameter, R gradient, ref R first, ref R second) where R : struct, IReal<R>
        {
            first = first * R.Constant(0.5) + gradient;
            parameter -= first;
        }
    }

    readonly struct Adaptive : IUpdateFormula
    {
        public static int States => 2;
        public void Step<R>(ref R parameter, R gradient, ref R first, ref R second) where R : struct, IReal<R>
        {
            first = first * R.Constant(0.5) + gradient;
            second = second * R.Constant(0.25) + gradient * gradient;
            parameter -= first / (R.Sqrt(second) + R.Constant(1));
        }
    }

    sealed unsafe class Definition : LaneCheck
    {
        protected override void Check<T, L>()
        {
            foreach (int count in Sizes.Append(70_001))
            {
                Of<T, L, Descent>(count, (p, g, m, v) => (p - 0.5 * g, m, v));
                Of<T, L, Momentum>(count, (p, g, m, v) => (p - (0.5 * m + g), 0.5 * m + g, v));
                Of<T, L, Adaptive>(count, (p, g, m, v) => (p - (0.5 * m + g) / (Math.Sqrt(0.25 * v + g * g) + 1), 0.5 * m + g, 0.25 * v + g * g));
            }
        }

        static void Of<T, L, F>(int count, Func<double, double, double, double, (double, double, double)> step) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T> where F : struct, IUpdateFormula
        {
            Room<T> parameter = Numbers<T>(count, 1), gradient = Numbers<T>(count, 2), first = Numbers<T>(count, 3), second = Numbers<T>(count, 4, 1, 2);
            var expected = Enumerable.Range(0, count).Select(i => step(double.CreateTruncating(parameter[i]), 0.25 * double.CreateTruncating(gradient[i]), double.CreateTruncating(first[i]), double.CreateTruncating(second[i]))).ToArray();
            UpdateKernel<T, L>.Update(default(F), parameter, gradient, F.States > 0 ? first : null, F.States > 1 ? second : null, count, 0.25);
            AssertClose($"parameter of {typeof(F).Name}", parameter, [.. expected.Select(numbers => numbers.Item1)], 8, 4);
            AssertClose("first state", first, [.. expected.Select(numbers => numbers.Item2)], 8, 4);
            AssertClose("second state", second, [.. expected.Select(numbers => numbers.Item3)], 8, 4);
        }
    }
}
