namespace Nabla.Devices.Cpu;

/// <summary>AVX-512: sixteen floats or eight doubles, 32 registers, masks.</summary>
internal readonly unsafe struct Simd512<T> : ISimd<T, Vector512<T>> where T : unmanaged
{
    public static int Count => Vector512<T>.Count;
    public static bool Has32Registers => true;
    public static bool DecomposesAll => true;
    public static Vector512<T> Indices => Vector512<T>.Indices;

    [MethodImpl(AggressiveInlining)] public static Vector512<T> Constant(double value) => typeof(T) == typeof(float)
        ? Vector512.Create((float)value).As<float, T>()
        : Vector512.Create(value).As<double, T>();

    [MethodImpl(AggressiveInlining)] public static Vector512<T> Broadcast(T value) => Vector512.Create(value);
    [MethodImpl(AggressiveInlining)] public static Vector512<T> Load(T* source) => Vector512.Load(source);
    [MethodImpl(AggressiveInlining)] public static void Store(T* target, Vector512<T> value) => value.Store(target);

    [MethodImpl(AggressiveInlining)]
    public static Vector512<T> LoadPart(T* source, int count) => Part(Vector512.Load(source), count, Vector512<T>.Zero);

    [MethodImpl(AggressiveInlining)] public static void StorePart(T* target, Vector512<T> value, int count)
    {
        Vector512<T> mask = First(count);
        if (typeof(T) == typeof(float)) Avx512F.MaskStore((float*)target, mask.AsSingle(), value.AsSingle());
        else Avx512F.MaskStore((double*)target, mask.AsDouble(), value.AsDouble());
    }

    [MethodImpl(AggressiveInlining)] public static Vector512<T> Add(Vector512<T> a, Vector512<T> b) => a + b;
    [MethodImpl(AggressiveInlining)] public static Vector512<T> Subtract(Vector512<T> a, Vector512<T> b) => a - b;
    [MethodImpl(AggressiveInlining)] public static Vector512<T> Multiply(Vector512<T> a, Vector512<T> b) => a * b;
    [MethodImpl(AggressiveInlining)] public static Vector512<T> Divide(Vector512<T> a, Vector512<T> b) => a / b;

    [MethodImpl(AggressiveInlining)] public static Vector512<T> MultiplySlope(Vector512<T> a, Vector512<T> slope) =>
        Vector512.ConditionalSelect(Vector512.Equals(slope, Vector512<T>.Zero), Vector512<T>.Zero, a * slope);

    [MethodImpl(AggressiveInlining)] public static Vector512<T> Negate(Vector512<T> a) => -a;

    [MethodImpl(AggressiveInlining)]
    public static Vector512<T> MultiplyAdd(Vector512<T> a, Vector512<T> b, Vector512<T> c) => typeof(T) == typeof(float)
        ? Vector512.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector512.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(AggressiveInlining)] public static Vector512<T> Max(Vector512<T> a, Vector512<T> b)
    {
        // The instruction gives its second operand where either is NaN: right for a; b's NaN is put back, at no cost where b is a constant.
        Vector512<T> larger = typeof(T) == typeof(float) ? Avx512F.Max(b.AsSingle(), a.AsSingle()).As<float, T>() : Avx512F.Max(b.AsDouble(), a.AsDouble()).As<double, T>();
        return Vector512.ConditionalSelect(Vector512.Equals(b, b), larger, b);
    }

    [MethodImpl(AggressiveInlining)] public static Vector512<T> Min(Vector512<T> a, Vector512<T> b)
    {
        Vector512<T> smaller = typeof(T) == typeof(float) ? Avx512F.Min(b.AsSingle(), a.AsSingle()).As<float, T>() : Avx512F.Min(b.AsDouble(), a.AsDouble()).As<double, T>();
        return Vector512.ConditionalSelect(Vector512.Equals(b, b), smaller, b);
    }

    [MethodImpl(AggressiveInlining)] public static Vector512<T> Abs(Vector512<T> a) => Vector512.Abs(a);
    [MethodImpl(AggressiveInlining)] public static Vector512<T> Sqrt(Vector512<T> a) => Vector512.Sqrt(a);

    [MethodImpl(AggressiveInlining)] public static Vector512<T> Round(Vector512<T> a) => typeof(T) == typeof(float)
        ? Vector512.Round(a.AsSingle()).As<float, T>()
        : Vector512.Round(a.AsDouble()).As<double, T>();

    [MethodImpl(AggressiveInlining)]
    public static Vector512<T> WhereGreater(Vector512<T> a, Vector512<T> b, Vector512<T> then, Vector512<T> otherwise)
        => Vector512.ConditionalSelect(Vector512.GreaterThan(a, b), then, otherwise);

    [MethodImpl(AggressiveInlining)] public static bool AnyGreater(Vector512<T> a, Vector512<T> b) => Vector512.GreaterThanAny(a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector512<T> CopySign(Vector512<T> magnitude, Vector512<T> sign) => Vector512.CopySign(magnitude, sign);

    [MethodImpl(AggressiveInlining)] public static Vector512<T> PowerOfTwo(Vector512<T> n) => typeof(T) == typeof(float)
        ? ((n.AsSingle() + Vector512.Create(FloatBits.ExponentMagic)).AsInt32() << FloatBits.MantissaBits).As<int, T>()
        : ((n.AsDouble() + Vector512.Create(DoubleBits.ExponentMagic)).AsInt64() << DoubleBits.MantissaBits).As<long, T>();

    [MethodImpl(AggressiveInlining)] public static Vector512<T> Scale(Vector512<T> a, Vector512<T> n) => typeof(T) == typeof(float)
        ? Avx512F.Scale(a.AsSingle(), n.AsSingle()).As<float, T>()
        : Avx512F.Scale(a.AsDouble(), n.AsDouble()).As<double, T>();

    [MethodImpl(AggressiveInlining)] public static Vector512<T> Decompose(Vector512<T> a, out Vector512<T> mantissa)
    {
        // Control 12: the mantissa in [1, 2), NaN for negative numbers, 1 for both zeros.
        mantissa = typeof(T) == typeof(float) ? Avx512F.GetMantissa(a.AsSingle(), 12).As<float, T>() : Avx512F.GetMantissa(a.AsDouble(), 12).As<double, T>();
        return typeof(T) == typeof(float) ? Avx512F.GetExponent(a.AsSingle()).As<float, T>() : Avx512F.GetExponent(a.AsDouble()).As<double, T>();
    }

    [MethodImpl(AggressiveInlining)] public static T Sum(Vector512<T> a) => Simd256<T>.Sum(a.GetLower() + a.GetUpper());
    [MethodImpl(AggressiveInlining)] public static T MaxAcross(Vector512<T> a) => Simd256<T>.MaxAcross(Simd256<T>.Max(a.GetLower(), a.GetUpper()));

    [MethodImpl(AggressiveInlining)]
    public static Vector512<T> Part(Vector512<T> a, int count, Vector512<T> rest) => Vector512.ConditionalSelect(First(count), a, rest);

    [MethodImpl(AggressiveInlining)] static Vector512<T> First(int count) => Vector512.LessThan(Vector512<T>.Indices, Constant(count));
}
