namespace Nabla.Devices.Cpu;

/// <summary>AVX2 with fused multiply-add: eight floats or four doubles, 16 registers.</summary>
internal readonly unsafe struct Simd256<T> : ISimd<T, Vector256<T>> where T : unmanaged
{
    public static int Count => Vector256<T>.Count;
    public static bool Has32Registers => false;
    public static bool DecomposesAll => false;
    public static Vector256<T> Indices => Vector256<T>.Indices;

    [MethodImpl(AggressiveInlining)] public static Vector256<T> Constant(double value) => typeof(T) == typeof(float)
        ? Vector256.Create((float)value).As<float, T>()
        : Vector256.Create(value).As<double, T>();

    [MethodImpl(AggressiveInlining)] public static Vector256<T> Broadcast(T value) => Vector256.Create(value);
    [MethodImpl(AggressiveInlining)] public static Vector256<T> Load(T* source) => Vector256.Load(source);
    [MethodImpl(AggressiveInlining)] public static void Store(T* target, Vector256<T> value) => value.Store(target);

    [MethodImpl(AggressiveInlining)]
    public static Vector256<T> LoadPart(T* source, int count) => Part(Vector256.Load(source), count, Vector256<T>.Zero);

    [MethodImpl(AggressiveInlining)] public static void StorePart(T* target, Vector256<T> value, int count)
    {
        Vector256<T> mask = First(count);
        if (typeof(T) == typeof(float)) Avx.MaskStore((float*)target, mask.AsSingle(), value.AsSingle());
        else Avx.MaskStore((double*)target, mask.AsDouble(), value.AsDouble());
    }

    [MethodImpl(AggressiveInlining)] public static Vector256<T> Add(Vector256<T> a, Vector256<T> b) => a + b;
    [MethodImpl(AggressiveInlining)] public static Vector256<T> Subtract(Vector256<T> a, Vector256<T> b) => a - b;
    [MethodImpl(AggressiveInlining)] public static Vector256<T> Multiply(Vector256<T> a, Vector256<T> b) => a * b;
    [MethodImpl(AggressiveInlining)] public static Vector256<T> Divide(Vector256<T> a, Vector256<T> b) => a / b;

    [MethodImpl(AggressiveInlining)] public static Vector256<T> MultiplySlope(Vector256<T> a, Vector256<T> slope) =>
        Vector256.ConditionalSelect(Vector256.Equals(slope, Vector256<T>.Zero), Vector256<T>.Zero, a * slope);

    [MethodImpl(AggressiveInlining)] public static Vector256<T> Negate(Vector256<T> a) => -a;

    [MethodImpl(AggressiveInlining)]
    public static Vector256<T> MultiplyAdd(Vector256<T> a, Vector256<T> b, Vector256<T> c) => typeof(T) == typeof(float)
        ? Vector256.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector256.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(AggressiveInlining)] public static Vector256<T> Max(Vector256<T> a, Vector256<T> b)
    {
        // The instruction gives its second operand where either is NaN: right for a; b's NaN is put back, at no cost where b is a constant.
        Vector256<T> larger = typeof(T) == typeof(float) ? Avx.Max(b.AsSingle(), a.AsSingle()).As<float, T>() : Avx.Max(b.AsDouble(), a.AsDouble()).As<double, T>();
        return Vector256.ConditionalSelect(Vector256.Equals(b, b), larger, b);
    }

    [MethodImpl(AggressiveInlining)] public static Vector256<T> Min(Vector256<T> a, Vector256<T> b)
    {
        Vector256<T> smaller = typeof(T) == typeof(float) ? Avx.Min(b.AsSingle(), a.AsSingle()).As<float, T>() : Avx.Min(b.AsDouble(), a.AsDouble()).As<double, T>();
        return Vector256.ConditionalSelect(Vector256.Equals(b, b), smaller, b);
    }

    [MethodImpl(AggressiveInlining)] public static Vector256<T> Abs(Vector256<T> a) => Vector256.Abs(a);
    [MethodImpl(AggressiveInlining)] public static Vector256<T> Sqrt(Vector256<T> a) => Vector256.Sqrt(a);

    [MethodImpl(AggressiveInlining)] public static Vector256<T> Round(Vector256<T> a) => typeof(T) == typeof(float)
        ? Vector256.Round(a.AsSingle()).As<float, T>()
        : Vector256.Round(a.AsDouble()).As<double, T>();

    [MethodImpl(AggressiveInlining)]
    public static Vector256<T> WhereGreater(Vector256<T> a, Vector256<T> b, Vector256<T> then, Vector256<T> otherwise)
        => Vector256.ConditionalSelect(Vector256.GreaterThan(a, b), then, otherwise);

    [MethodImpl(AggressiveInlining)] public static bool AnyGreater(Vector256<T> a, Vector256<T> b) => Vector256.GreaterThanAny(a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector256<T> CopySign(Vector256<T> magnitude, Vector256<T> sign) => Vector256.CopySign(magnitude, sign);

    [MethodImpl(AggressiveInlining)] public static Vector256<T> PowerOfTwo(Vector256<T> n) => typeof(T) == typeof(float)
        ? ((n.AsSingle() + Vector256.Create(FloatBits.ExponentMagic)).AsInt32() << FloatBits.MantissaBits).As<int, T>()
        : ((n.AsDouble() + Vector256.Create(DoubleBits.ExponentMagic)).AsInt64() << DoubleBits.MantissaBits).As<long, T>();

    [MethodImpl(AggressiveInlining)] public static Vector256<T> Scale(Vector256<T> a, Vector256<T> n)
    {
        // Two steps, because 2ⁿ alone may lie outside the normal numbers.
        Vector256<T> half = Round(n * Constant(0.5));
        return a * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    [MethodImpl(AggressiveInlining)] public static Vector256<T> Decompose(Vector256<T> a, out Vector256<T> mantissa)
    {
        if (typeof(T) == typeof(float))
        {
            Vector256<int> bits = a.AsInt32();
            mantissa = (bits & Vector256.Create(FloatBits.MantissaMask) | Vector256.Create(FloatBits.One)).As<int, T>();
            return ((bits >>> FloatBits.MantissaBits | Vector256.Create(FloatBits.WholeMagicBits)).AsSingle() - Vector256.Create(FloatBits.WholeMagic)).As<float, T>();
        }
        Vector256<long> wide = a.AsInt64();
        mantissa = (wide & Vector256.Create(DoubleBits.MantissaMask) | Vector256.Create(DoubleBits.One)).As<long, T>();
        return ((wide >>> DoubleBits.MantissaBits | Vector256.Create(DoubleBits.WholeMagicBits)).AsDouble() - Vector256.Create(DoubleBits.WholeMagic)).As<double, T>();
    }

    [MethodImpl(AggressiveInlining)] public static T Sum(Vector256<T> a) => Simd128<T>.Sum(a.GetLower() + a.GetUpper());
    [MethodImpl(AggressiveInlining)] public static T MaxAcross(Vector256<T> a) => Simd128<T>.MaxAcross(Simd128<T>.Max(a.GetLower(), a.GetUpper()));

    [MethodImpl(AggressiveInlining)]
    public static Vector256<T> Part(Vector256<T> a, int count, Vector256<T> rest) => Vector256.ConditionalSelect(First(count), a, rest);

    [MethodImpl(AggressiveInlining)] static Vector256<T> First(int count) => Vector256.LessThan(Vector256<T>.Indices, Constant(count));
}
