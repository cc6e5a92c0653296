namespace Nabla.Devices.Cpu;

/// <summary>How some numbers side by side become those of another type.</summary>
internal unsafe interface IConversion<X, Y> where X : unmanaged where Y : unmanaged
{
    /// <summary>How many at once.</summary>
    static abstract int Count { get; }
    /// <summary>Converts so many.</summary>
    static abstract void Many(X* x, Y* y);
    /// <summary>Converts one, to the same bits.</summary>
    static abstract Y One(X x);
}

internal readonly unsafe struct SingleToDouble : IConversion<float, double>
{
    public static int Count => Vector<float>.Count;
    public static double One(float x) => x;
    [MethodImpl(AggressiveInlining)] public static void Many(float* x, double* y)
    {
        Vector.Widen(Vector.Load(x), out Vector<double> low, out Vector<double> high);
        low.Store(y);
        high.Store(y + Vector<double>.Count);
    }
}

internal readonly unsafe struct DoubleToSingle : IConversion<double, float>
{
    public static int Count => Vector<float>.Count;
    public static float One(double x) => (float)x;
    [MethodImpl(AggressiveInlining)] public static void Many(double* x, float* y) => Vector.Narrow(Vector.Load(x), Vector.Load(x + Vector<double>.Count)).Store(y);
}

internal readonly unsafe struct Int32ToSingle : IConversion<int, float>
{
    public static int Count => Vector<int>.Count;
    public static float One(int x) => x;
    [MethodImpl(AggressiveInlining)] public static void Many(int* x, float* y) => Vector.ConvertToSingle(Vector.Load(x)).Store(y);
}

internal readonly unsafe struct SingleToInt32 : IConversion<float, int>
{
    public static int Count => Vector<int>.Count;
    public static int One(float x) => int.CreateSaturating(x);
    [MethodImpl(AggressiveInlining)] public static void Many(float* x, int* y) => Vector.ConvertToInt32(Vector.Load(x)).Store(y);
}

internal readonly unsafe struct Int32ToDouble : IConversion<int, double>
{
    public static int Count => Vector<int>.Count;
    public static double One(int x) => x;
    [MethodImpl(AggressiveInlining)] public static void Many(int* x, double* y)
    {
        Vector.Widen(Vector.Load(x), out Vector<long> low, out Vector<long> high);
        Vector.ConvertToDouble(low).Store(y);
        Vector.ConvertToDouble(high).Store(y + Vector<double>.Count);
    }
}

internal readonly unsafe struct DoubleToInt32 : IConversion<double, int>
{
    public static int Count => Vector<int>.Count;
    public static int One(double x) => int.CreateSaturating(x);
    [MethodImpl(AggressiveInlining)] public static void Many(double* x, int* y) =>
        Vector.NarrowWithSaturation(Vector.ConvertToInt64(Vector.Load(x)), Vector.ConvertToInt64(Vector.Load(x + Vector<double>.Count))).Store(y);
}

internal readonly unsafe struct Int32ToInt64 : IConversion<int, long>
{
    public static int Count => Vector<int>.Count;
    public static long One(int x) => x;
    [MethodImpl(AggressiveInlining)] public static void Many(int* x, long* y)
    {
        Vector.Widen(Vector.Load(x), out Vector<long> low, out Vector<long> high);
        low.Store(y);
        high.Store(y + Vector<long>.Count);
    }
}

internal readonly unsafe struct Int64ToInt32 : IConversion<long, int>
{
    public static int Count => Vector<int>.Count;
    public static int One(long x) => int.CreateSaturating(x);
    [MethodImpl(AggressiveInlining)]
    public static void Many(long* x, int* y) => Vector.NarrowWithSaturation(Vector.Load(x), Vector.Load(x + Vector<long>.Count)).Store(y);
}

internal readonly unsafe struct Int64ToDouble : IConversion<long, double>
{
    public static int Count => Vector<long>.Count;
    public static double One(long x) => x;
    [MethodImpl(AggressiveInlining)] public static void Many(long* x, double* y) => Vector.ConvertToDouble(Vector.Load(x)).Store(y);
}

internal readonly unsafe struct DoubleToInt64 : IConversion<double, long>
{
    public static int Count => Vector<long>.Count;
    public static long One(double x) => long.CreateSaturating(x);
    [MethodImpl(AggressiveInlining)] public static void Many(double* x, long* y) => Vector.ConvertToInt64(Vector.Load(x)).Store(y);
}

internal readonly unsafe struct SingleToInt64 : IConversion<float, long>
{
    public static int Count => Vector<float>.Count;
    public static long One(float x) => long.CreateSaturating(x);
    [MethodImpl(AggressiveInlining)] public static void Many(float* x, long* y)
    {
        Vector.Widen(Vector.Load(x), out Vector<double> low, out Vector<double> high);
        Vector.ConvertToInt64(low).Store(y);
        Vector.ConvertToInt64(high).Store(y + Vector<long>.Count);
    }
}

/// <summary>One by one: by way of double they would be rounded twice.</summary>
internal readonly unsafe struct Int64ToSingle : IConversion<long, float>
{
    public static int Count => 1;
    public static float One(long x) => x;
    [MethodImpl(AggressiveInlining)] public static void Many(long* x, float* y) => *y = *x;
}
