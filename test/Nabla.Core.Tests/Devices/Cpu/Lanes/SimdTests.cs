using System.Numerics;
using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Devices.Cpu.Lanes;

public class SimdTests
{
    static readonly double[] Values = [0, -0.0, 1, -1, 0.5, 1.5, 2.5, -2.5, 3.25, -7.75, 1e-30, -1e30, 1e-42, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 123456, 0.1];

    [Theory, ClassData(typeof(EveryLane))]
    public void Operations_of_one_vector_agree_with_scalar_arithmetic(string lane) => EveryLane.Visit(lane, new OneVector());

    [Theory, ClassData(typeof(EveryLane))]
    public void Operations_of_two_vectors_agree_with_scalar_arithmetic(string lane) => EveryLane.Visit(lane, new TwoVectors());

    [Theory, ClassData(typeof(EveryLane))]
    public void Partial_loads_and_stores_touch_only_their_elements(string lane) => EveryLane.Visit(lane, new Parts());

    [Theory, ClassData(typeof(EveryLane))]
    public void Sums_and_maxima_cover_every_element(string lane) => EveryLane.Visit(lane, new Across());

    [Theory, ClassData(typeof(EveryLane))]
    public void Powers_of_two_come_apart_and_together(string lane) => EveryLane.Visit(lane, new Exponents());

    static T Number<T>(double value) where T : INumberBase<T> => T.CreateTruncating(value);

    sealed unsafe class OneVector : ILaneVisitor<bool>
    {
        public bool Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>
        {
            foreach (double value in Values)
            {
                T x = Number<T>(value);
                V v = S.Broadcast(x);
                All<T, V, S>(x, v);
                All<T, V, S>(x, S.Constant(value));
                All<T, V, S>(-x, S.Negate(v));
                All<T, V, S>(T.Abs(x), S.Abs(v));
                All<T, V, S>(T.Sqrt(x), S.Sqrt(v));
                All<T, V, S>(T.Round(x), S.Round(v));
            }
            return true;
        }
    }

    sealed unsafe class TwoVectors : ILaneVisitor<bool>
    {
        public bool Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>
        {
            foreach (double first in Values)
                foreach (double second in Values)
                {
                    T x = Number<T>(first), y = Number<T>(second), z = Number<T>(0.3);
                    V a = S.Broadcast(x), b = S.Broadcast(y), c = S.Broadcast(z);
                    All<T, V, S>(x + y, S.Add(a, b));
                    All<T, V, S>(x - y, S.Subtract(a, b));
                    All<T, V, S>(x * y, S.Multiply(a, b));
                    All<T, V, S>(x / y, S.Divide(a, b));
                    All<T, V, S>(T.FusedMultiplyAdd(x, y, z), S.MultiplyAdd(a, b, c));
                    All<T, V, S>(T.Max(x, y), S.Max(a, b), zerosAgree: false);
                    All<T, V, S>(T.Min(x, y), S.Min(a, b), zerosAgree: false);
                    All<T, V, S>(x > y ? z : y, S.WhereGreater(a, b, c, b));
                    All<T, V, S>(T.CopySign(x, y), S.CopySign(a, b));
                    Assert.Equal(x > y, S.AnyGreater(a, b));
                }
            return true;
        }
    }

    sealed unsafe class Parts : ILaneVisitor<bool>
    {
        public bool Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>
        {
            T* source = stackalloc T[64], target = stackalloc T[64];
            for (int count = 0; count <= S.Count; count++)
            {
                for (int i = 0; i < 64; i++) (source[i], target[i]) = (i < count ? Number<T>(i + 1) : T.NaN, Number<T>(-5));
                V loaded = S.LoadPart(source, count);
                Elements<T, V, S>(loaded, i => i < count ? Number<T>(i + 1) : T.Zero);
                Elements<T, V, S>(S.Part(S.Indices, count, S.Constant(9)), i => Number<T>(i < count ? i : 9));
                S.StorePart(target + 1, S.Load(source), count);
                for (int i = 0; i < 64; i++) Assert.Equal(i >= 1 && i <= count ? source[i - 1] : Number<T>(-5), target[i]);
            }
            return true;
        }
    }

    sealed unsafe class Across : ILaneVisitor<bool>
    {
        public bool Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>
        {
            Assert.Equal(Number<T>(S.Count * (S.Count - 1) / 2), S.Sum(S.Indices));
            T* x = stackalloc T[S.Count];
            for (int at = 0; at < S.Count; at++)
            {
                for (int i = 0; i < S.Count; i++) x[i] = Number<T>(i == at ? -1 : -2 - i);
                Assert.Equal(Number<T>(-1), S.MaxAcross(S.Load(x)));
                Assert.True(S.AnyGreater(S.Load(x), S.Constant(-1.5)));
                Assert.False(S.AnyGreater(S.Load(x), S.Constant(-1)));
                x[at] = T.NaN;
                Assert.True(T.IsNaN(S.MaxAcross(S.Load(x))));
                Assert.True(T.IsNaN(S.Sum(S.Load(x))));
            }
            return true;
        }
    }

    sealed unsafe class Exponents : ILaneVisitor<bool>
    {
        public bool Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>
        {
            int lowest = typeof(T) == typeof(float) ? -126 : -1022, highest = -lowest + 1;
            T mantissa = Number<T>(1.6875);
            for (int n = lowest; n <= highest; n++)
            {
                All<T, V, S>(T.ScaleB(T.One, n), S.PowerOfTwo(S.Constant(n)));
                All<T, V, S>(Number<T>(n), S.Decompose(S.Broadcast(T.ScaleB(mantissa, n)), out V rest));
                All<T, V, S>(mantissa, rest);
            }
            for (int n = 2 * lowest; n <= 2 * highest; n++) All<T, V, S>(T.ScaleB(mantissa, n), S.Scale(S.Broadcast(mantissa), S.Constant(n)));
            return true;
        }
    }

    static void All<T, V, S>(T expected, V actual, bool zerosAgree = true)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>
        => Elements<T, V, S>(actual, _ => expected, zerosAgree);

    static unsafe void Elements<T, V, S>(V actual, Func<int, T> expected, bool zerosAgree = true)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>
    {
        T* elements = stackalloc T[S.Count];
        S.Store(elements, actual);
        for (int i = 0; i < S.Count; i++)
        {
            Assert.Equal(expected(i), elements[i]);
            if (zerosAgree && !T.IsNaN(elements[i])) Assert.Equal(T.IsNegative(expected(i)), T.IsNegative(elements[i]));
        }
    }
}
