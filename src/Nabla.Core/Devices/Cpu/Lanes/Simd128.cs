namespace Nabla.Devices.Cpu;

/// <summary>128 bits, as on ARM and on old x64 processors: four floats or two doubles.</summary>
internal readonly unsafe struct Simd128<T> : ISimd<T, Vector128<T>> where T : unmanaged
{
    public static int Count => Vector128<T>.Count;
    public static bool Has32Registers => AdvSimd.IsSupported;
    public static bool DecomposesAll => false;
    public static Vector128<T> Indices => Vector128<T>.Indices;

    [MethodImpl(AggressiveInlining)] public static Vector128<T> Constant(double value) => typeof(T) == typeof(float)
        ? Vector128.Create((float)value).As<float, T>()
        : Vector128.Create(value).As<double, T>();

    [MethodImpl(AggressiveInlining)] public static Vector128<T> Broadcast(T value) => Vector128.Create(value);
    [MethodImpl(AggressiveInlining)] public static Vector128<T> Load(T* source) => Vector128.Load(source);
    [MethodImpl(AggressiveInlining)] public static void Store(T* target, Vector128<T> value) => value.Store(target);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<T> LoadPart(T* source, int count) => Part(Vector128.Load(source), count, Vector128<T>.Zero);

    [MethodImpl(AggressiveInlining)] public static void StorePart(T* target, Vector128<T> value, int count)
    {
        if (!Avx.IsSupported) StoreEach(target, value, count);
        else if (typeof(T) == typeof(float)) Avx.MaskStore((float*)target, First(count).AsSingle(), value.AsSingle());
        else Avx.MaskStore((double*)target, First(count).AsDouble(), value.AsDouble());
    }

    static void StoreEach(T* target, Vector128<T> value, int count)
    {
        for (int i = 0; i < count; i++) target[i] = value.GetElement(i);
    }

    [MethodImpl(AggressiveInlining)] public static Vector128<T> Add(Vector128<T> a, Vector128<T> b) => a + b;
    [MethodImpl(AggressiveInlining)] public static Vector128<T> Subtract(Vector128<T> a, Vector128<T> b) => a - b;
    [MethodImpl(AggressiveInlining)] public static Vector128<T> Multiply(Vector128<T> a, Vector128<T> b) => a * b;
    [MethodImpl(AggressiveInlining)] public static Vector128<T> Divide(Vector128<T> a, Vector128<T> b) => a / b;

    [MethodImpl(AggressiveInlining)] public static Vector128<T> MultiplySlope(Vector128<T> a, Vector128<T> slope) =>
        Vector128.ConditionalSelect(Vector128.Equals(slope, Vector128<T>.Zero), Vector128<T>.Zero, a * slope);

    [MethodImpl(AggressiveInlining)] public static Vector128<T> Negate(Vector128<T> a) => -a;

    [MethodImpl(AggressiveInlining)]
    public static Vector128<T> MultiplyAdd(Vector128<T> a, Vector128<T> b, Vector128<T> c) => typeof(T) == typeof(float)
        ? Vector128.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector128.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(AggressiveInlining)] public static Vector128<T> Max(Vector128<T> a, Vector128<T> b)
    {
        if (!Sse2.IsSupported) return Vector128.Max(a, b);
        // The instruction gives its second operand where either is NaN: right for a; b's NaN is put back, at no cost where b is a constant.
        Vector128<T> larger = typeof(T) == typeof(float) ? Sse.Max(b.AsSingle(), a.AsSingle()).As<float, T>() : Sse2.Max(b.AsDouble(), a.AsDouble()).As<double, T>();
        return Vector128.ConditionalSelect(Vector128.Equals(b, b), larger, b);
    }

    [MethodImpl(AggressiveInlining)] public static Vector128<T> Min(Vector128<T> a, Vector128<T> b)
    {
        if (!Sse2.IsSupported) return Vector128.Min(a, b);
        Vector128<T> smaller = typeof(T) == typeof(float) ? Sse.Min(b.AsSingle(), a.AsSingle()).As<float, T>() : Sse2.Min(b.AsDouble(), a.AsDouble()).As<double, T>();
        return Vector128.ConditionalSelect(Vector128.Equals(b, b), smaller, b);
    }

    [MethodImpl(AggressiveInlining)] public static Vector128<T> Abs(Vector128<T> a) => Vector128.Abs(a);
    [MethodImpl(AggressiveInlining)] public static Vector128<T> Sqrt(Vector128<T> a) => Vector128.Sqrt(a);

    [MethodImpl(AggressiveInlining)] public static Vector128<T> Round(Vector128<T> a) => typeof(T) == typeof(float)
        ? Vector128.Round(a.AsSingle()).As<float, T>()
        : Vector128.Round(a.AsDouble()).As<double, T>();

    [MethodImpl(AggressiveInlining)]
    public static Vector128<T> WhereGreater(Vector128<T> a, Vector128<T> b, Vector128<T> then, Vector128<T> otherwise)
        => Vector128.ConditionalSelect(Vector128.GreaterThan(a, b), then, otherwise);

    [MethodImpl(AggressiveInlining)] public static bool AnyGreater(Vector128<T> a, Vector128<T> b) => Vector128.GreaterThanAny(a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<T> CopySign(Vector128<T> magnitude, Vector128<T> sign) => Vector128.CopySign(magnitude, sign);

    [MethodImpl(AggressiveInlining)] public static Vector128<T> PowerOfTwo(Vector128<T> n) => typeof(T) == typeof(float)
        ? ((n.AsSingle() + Vector128.Create(FloatBits.ExponentMagic)).AsInt32() << FloatBits.MantissaBits).As<int, T>()
        : ((n.AsDouble() + Vector128.Create(DoubleBits.ExponentMagic)).AsInt64() << DoubleBits.MantissaBits).As<long, T>();

    [MethodImpl(AggressiveInlining)] public static Vector128<T> Scale(Vector128<T> a, Vector128<T> n)
    {
        // Two steps, because 2ⁿ alone may lie outside the normal numbers.
        Vector128<T> half = Round(n * Constant(0.5));
        return a * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    [MethodImpl(AggressiveInlining)] public static Vector128<T> Decompose(Vector128<T> a, out Vector128<T> mantissa)
    {
        if (typeof(T) == typeof(float))
        {
            Vector128<int> bits = a.AsInt32();
            mantissa = (bits & Vector128.Create(FloatBits.MantissaMask) | Vector128.Create(FloatBits.One)).As<int, T>();
            return ((bits >>> FloatBits.MantissaBits | Vector128.Create(FloatBits.WholeMagicBits)).AsSingle() - Vector128.Create(FloatBits.WholeMagic)).As<float, T>();
        }
        Vector128<long> wide = a.AsInt64();
        mantissa = (wide & Vector128.Create(DoubleBits.MantissaMask) | Vector128.Create(DoubleBits.One)).As<long, T>();
        return ((wide >>> DoubleBits.MantissaBits | Vector128.Create(DoubleBits.WholeMagicBits)).AsDouble() - Vector128.Create(DoubleBits.WholeMagic)).As<double, T>();
    }

    [MethodImpl(AggressiveInlining)] public static T Sum(Vector128<T> a)
    {
        if (typeof(T) == typeof(double)) return Unsafe.BitCast<double, T>(a.AsDouble().GetElement(0) + a.AsDouble().GetElement(1));
        Vector128<float> pairs = a.AsSingle() + Vector128.Shuffle(a.AsSingle(), Vector128.Create(2, 3, 0, 1));
        return Unsafe.BitCast<float, T>(pairs.GetElement(0) + pairs.GetElement(1));
    }

    [MethodImpl(AggressiveInlining)] public static T MaxAcross(Vector128<T> a)
    {
        if (typeof(T) == typeof(double)) return Unsafe.BitCast<double, T>(Math.Max(a.AsDouble().GetElement(0), a.AsDouble().GetElement(1)));
        Vector128<float> pairs = Vector128.Max(a.AsSingle(), Vector128.Shuffle(a.AsSingle(), Vector128.Create(2, 3, 0, 1)));
        return Unsafe.BitCast<float, T>(Math.Max(pairs.GetElement(0), pairs.GetElement(1)));
    }

    [MethodImpl(AggressiveInlining)]
    public static Vector128<T> Part(Vector128<T> a, int count, Vector128<T> rest) => Vector128.ConditionalSelect(First(count), a, rest);

    [MethodImpl(AggressiveInlining)] static Vector128<T> First(int count) => Vector128.LessThan(Vector128<T>.Indices, Constant(count));
}
