using System.Numerics;
using Nabla.Devices;
using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Devices.Cpu.Lanes;

public class TranscendentalTests
{
    /// <summary>Every finite magnitude, dense near the interesting ones, of both signs; then what lies outside.</summary>
    static readonly double[] Arguments = MakeArguments();

    [Theory, ClassData(typeof(EveryLane))]
    public void Exp_is_right_to_the_last_places(string lane) => Check(lane, "Exp", NormalExp(lane.Contains(nameof(DataType.Float32)) ? -87.3365f : -708.396), 2, 8e-16);

    /// <summary>eˣ, but 0 where the result would be denormal.</summary>
    static Func<double, double> NormalExp(double lowest) => x => x < lowest ? 0 : Math.Exp(x);

    [Theory, ClassData(typeof(EveryLane))]
    public void Log_is_right_to_the_last_places(string lane) => Check(lane, "Log", Math.Log, 2, 5e-16);

    [Theory, ClassData(typeof(EveryLane))]
    public void Tanh_is_right_to_the_last_places(string lane) => Check(lane, "Tanh", Math.Tanh, 3, 1e-15);

    [Theory, ClassData(typeof(EveryLane))]
    public void Erf_is_right_to_the_last_places(string lane) => Check(lane, "Erf", ErrorFunctionReference.Erf, 5, 2e-15);

    [Theory, ClassData(typeof(EveryLane))]
    public void Sin_is_right_to_the_last_places(string lane) => Check(lane, "Sin", Math.Sin, 3, 1e-15);

    [Theory, ClassData(typeof(EveryLane))]
    public void Cos_is_right_to_the_last_places(string lane) => Check(lane, "Cos", Math.Cos, 3, 1e-15);

    static void Check(string lane, string function, Func<double, double> reference, double floatPlaces, double relative)
        => EveryLane.Visit(lane, new Accuracy(function, reference, floatPlaces, relative));

    static double[] MakeArguments()
    {
        List<double> arguments = [0, double.PositiveInfinity, double.NaN, double.Epsilon, 1e-310, 1e-300, 1e300, double.MaxValue,
            float.Epsilon, 1e-40, 1.17549435e-38, 3e38, float.MaxValue, 88.7, 88.72284, 88.8, 103.9, 104.1, 709.7, 709.79, 745.1, 745.2, 800];
        for (int i = 0; i <= 30000; i++) arguments.Add(i / 2500.0);
        for (int i = 0; i < 3000; i++) arguments.Add(i / 4.0);
        for (int i = 0; i < 4000; i++) arguments.Add(Math.Pow(10, -20 + i / 100.0));
        for (int i = 0; i < 200; i++) arguments.Add(i * Math.PI / 2);
        return [.. arguments, .. arguments.Select(x => -x)];
    }

    sealed unsafe class Accuracy(string function, Func<double, double> reference, double floatPlaces, double relative) : ILaneVisitor<bool>
    {
        public bool Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>
        {
            int width = S.Count;
            T* x = stackalloc T[width], y = stackalloc T[width];
            for (int start = 0; start < Arguments.Length; start += width)
            {
                for (int i = 0; i < width; i++) x[i] = T.CreateTruncating(Arguments[Math.Min(start + i, Arguments.Length - 1)]);
                Lane<T, V, S>.Store(y, Apply(Lane<T, V, S>.Load(x)));
                for (int i = 0; i < width; i++) Compare(x[i], y[i]);
            }
            return true;
        }

        Lane<T, V, S> Apply<T, V, S>(Lane<T, V, S> x) where T : unmanaged where V : struct where S : struct, ISimd<T, V> => function switch
        {
            "Exp" => Lane<T, V, S>.Exp(x),
            "Log" => Lane<T, V, S>.Log(x),
            "Tanh" => Lane<T, V, S>.Tanh(x),
            "Erf" => Lane<T, V, S>.Erf(x),
            "Sin" => Lane<T, V, S>.Sin(x),
            _ => Lane<T, V, S>.Cos(x),
        };

        void Compare<T>(T x, T y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            double expected = reference(double.CreateTruncating(x)), actual = double.CreateTruncating(y);
            T rounded = T.CreateTruncating(expected);
            if (T.IsNaN(rounded)) { Assert.True(T.IsNaN(y), $"{function}({x}) is {y}"); return; }
            if (T.IsInfinity(rounded) || T.IsZero(rounded) && T.IsZero(x))
            {
                Assert.True(y == rounded && T.IsNegative(y) == T.IsNegative(rounded), $"{function}({x}) is {y}, not {rounded}");
                return;
            }
            double places = typeof(T) == typeof(float)
                ? floatPlaces * double.CreateTruncating(T.BitIncrement(T.Abs(rounded)) - T.Abs(rounded))
                : relative * Math.Abs(expected) + double.Epsilon;
            Assert.True(Math.Abs(actual - expected) <= places, $"{function}({x:R}) is {actual:R}, not {expected:R}: {Math.Abs(actual - expected) / places:F2} of what is allowed");
        }
    }
}
