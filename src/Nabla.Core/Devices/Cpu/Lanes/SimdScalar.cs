namespace Nabla.Devices.Cpu;

/// <summary>No vectors at all: one element at a time, for machines without any and for comparison.</summary>
internal readonly unsafe struct SimdScalar<T> : ISimd<T, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Count => 1;
    public static bool Has32Registers => false;
    public static bool DecomposesAll => false;
    public static T Indices => T.Zero;

    [MethodImpl(AggressiveInlining)]
    public static T Constant(double value) => typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>((float)value) : Unsafe.BitCast<double, T>(value);

    [MethodImpl(AggressiveInlining)] public static T Broadcast(T value) => value;
    [MethodImpl(AggressiveInlining)] public static T Load(T* source) => *source;
    [MethodImpl(AggressiveInlining)] public static void Store(T* target, T value) => *target = value;
    [MethodImpl(AggressiveInlining)] public static T LoadPart(T* source, int count) => count > 0 ? *source : T.Zero;

    [MethodImpl(AggressiveInlining)] public static void StorePart(T* target, T value, int count)
    {
        if (count > 0) *target = value;
    }

    [MethodImpl(AggressiveInlining)] public static T Add(T a, T b) => a + b;
    [MethodImpl(AggressiveInlining)] public static T Subtract(T a, T b) => a - b;
    [MethodImpl(AggressiveInlining)] public static T Multiply(T a, T b) => a * b;
    [MethodImpl(AggressiveInlining)] public static T Divide(T a, T b) => a / b;
    [MethodImpl(AggressiveInlining)] public static T MultiplySlope(T a, T slope) => slope == T.Zero ? T.Zero : a * slope;
    [MethodImpl(AggressiveInlining)] public static T Negate(T a) => -a;
    [MethodImpl(AggressiveInlining)] public static T MultiplyAdd(T a, T b, T c) => T.MultiplyAddEstimate(a, b, c);
    [MethodImpl(AggressiveInlining)] public static T Max(T a, T b) => T.Max(a, b);
    [MethodImpl(AggressiveInlining)] public static T Min(T a, T b) => T.Min(a, b);
    [MethodImpl(AggressiveInlining)] public static T Abs(T a) => T.Abs(a);
    [MethodImpl(AggressiveInlining)] public static T Sqrt(T a) => T.Sqrt(a);
    [MethodImpl(AggressiveInlining)] public static T Round(T a) => T.Round(a);
    [MethodImpl(AggressiveInlining)] public static T WhereGreater(T a, T b, T then, T otherwise) => a > b ? then : otherwise;
    [MethodImpl(AggressiveInlining)] public static bool AnyGreater(T a, T b) => a > b;
    [MethodImpl(AggressiveInlining)] public static T CopySign(T magnitude, T sign) => T.CopySign(magnitude, sign);

    [MethodImpl(AggressiveInlining)] public static T PowerOfTwo(T n) => typeof(T) == typeof(float)
        ? Unsafe.BitCast<int, T>(BitConverter.SingleToInt32Bits(Unsafe.BitCast<T, float>(n) + FloatBits.ExponentMagic) << FloatBits.MantissaBits)
        : Unsafe.BitCast<long, T>(BitConverter.DoubleToInt64Bits(Unsafe.BitCast<T, double>(n) + DoubleBits.ExponentMagic) << DoubleBits.MantissaBits);

    [MethodImpl(AggressiveInlining)] public static T Scale(T a, T n)
    {
        // Two steps, because 2ⁿ alone may lie outside the normal numbers.
        T half = T.Round(n * Constant(0.5));
        return a * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    [MethodImpl(AggressiveInlining)] public static T Decompose(T a, out T mantissa)
    {
        if (typeof(T) == typeof(float))
        {
            int bits = Unsafe.BitCast<T, int>(a);
            mantissa = Unsafe.BitCast<int, T>(bits & FloatBits.MantissaMask | FloatBits.One);
            return Unsafe.BitCast<float, T>(BitConverter.Int32BitsToSingle(bits >>> FloatBits.MantissaBits | FloatBits.WholeMagicBits) - FloatBits.WholeMagic);
        }
        long wide = Unsafe.BitCast<T, long>(a);
        mantissa = Unsafe.BitCast<long, T>(wide & DoubleBits.MantissaMask | DoubleBits.One);
        return Unsafe.BitCast<double, T>(BitConverter.Int64BitsToDouble(wide >>> DoubleBits.MantissaBits | DoubleBits.WholeMagicBits) - DoubleBits.WholeMagic);
    }

    [MethodImpl(AggressiveInlining)] public static T Sum(T a) => a;
    [MethodImpl(AggressiveInlining)] public static T MaxAcross(T a) => a;
    [MethodImpl(AggressiveInlining)] public static T Part(T a, int count, T rest) => count > 0 ? a : rest;
}
