namespace Nabla.Devices.Cpu;

/// <summary>Σ x.</summary>
internal readonly unsafe struct SumFold<T, L>(T* x) : IFold<L, T> where T : unmanaged where L : struct, ILane<L, T>
{
    readonly T* x = x;
    public static bool IsPair => false;
    [MethodImpl(AggressiveInlining)] public void Take(ref L first, ref L second, long index, long column) => first += L.Load(x + index);
}

/// <summary>The largest x; NaN if any is.</summary>
internal readonly unsafe struct MaxFold<T, L>(T* x) : IFold<L, T> where T : unmanaged where L : struct, ILane<L, T>
{
    readonly T* x = x;
    public static bool IsPair => false;
    public static L Start => L.Constant(double.NegativeInfinity);
    [MethodImpl(AggressiveInlining)] public static L Join(L a, L b) => L.Max(a, b);
    public static T Across(L a) => L.MaxAcross(a);
    [MethodImpl(AggressiveInlining)] public void Take(ref L first, ref L second, long index, long column) => first = L.Max(first, L.Load(x + index));
}

/// <summary>The smallest x; NaN if any is.</summary>
internal readonly unsafe struct MinFold<T, L>(T* x) : IFold<L, T> where T : unmanaged, IUnaryNegationOperators<T, T> where L : struct, ILane<L, T>
{
    readonly T* x = x;
    public static bool IsPair => false;
    public static L Start => L.Constant(double.PositiveInfinity);
    [MethodImpl(AggressiveInlining)] public static L Join(L a, L b) => L.Min(a, b);
    public static T Across(L a) => -L.MaxAcross(-a);
    [MethodImpl(AggressiveInlining)] public void Take(ref L first, ref L second, long index, long column) => first = L.Min(first, L.Load(x + index));
}

/// <summary>Joins results of <typeparamref name="F"/> that lie in memory.</summary>
internal readonly unsafe struct JoinFold<T, L, F>(T* results) : IFold<L, T> where T : unmanaged where L : struct, ILane<L, T> where F : struct, IFold<L, T>
{
    readonly T* results = results;
    public static bool IsPair => false;
    public static L Start => F.Start;
    [MethodImpl(AggressiveInlining)] public static L Join(L a, L b) => F.Join(a, b);
    public static T Across(L a) => F.Across(a);
    [MethodImpl(AggressiveInlining)]
    public void Take(ref L first, ref L second, long index, long column) => first = F.Join(first, L.Load(results + index));
}

/// <summary>As <typeparamref name="F"/>, while memory that is wanted soon comes: a row of it beside the row that is folded.</summary>
internal readonly unsafe struct FetchingFold<T, L, F>(F fold, T* ahead) : IFold<L, T> where T : unmanaged where L : struct, ILane<L, T> where F : struct, IFold<L, T>
{
    readonly F fold = fold;
    readonly T* ahead = ahead;
    public static bool IsPair => F.IsPair;
    public static L Start => F.Start;
    [MethodImpl(AggressiveInlining)] public static L Join(L a, L b) => F.Join(a, b);
    public static T Across(L a) => F.Across(a);
    [MethodImpl(AggressiveInlining)]
    public void Take(ref L first, ref L second, long index, long column)
    {
        CacheLine.Fetch(ahead + column);
        fold.Take(ref first, ref second, index, column);
    }
}

/// <summary>Σ (x/scale)².</summary>
internal readonly unsafe struct RatioFold<T, L>(T* x, L scale) : IFold<L, T> where T : unmanaged where L : struct, ILane<L, T>
{
    readonly T* x = x;
    readonly L scale = scale;
    public static bool IsPair => false;
    [MethodImpl(AggressiveInlining)] public void Take(ref L first, ref L second, long index, long column)
    {
        L scaled = L.Load(x + index) / scale;
        first = L.MultiplyAdd(scaled, scaled, first);
    }
}

/// <summary>Σ a·b.</summary>
internal readonly unsafe struct DotFold<T, L>(T* a, T* b) : IFold<L, T> where T : unmanaged where L : struct, ILane<L, T>
{
    readonly T* a = a, b = b;
    public static bool IsPair => false;
    [MethodImpl(AggressiveInlining)]
    public void Take(ref L first, ref L second, long index, long column) => first = L.MultiplyAdd(L.Load(a + index), L.Load(b + index), first);
}

/// <summary>Σ (x − shift).</summary>
internal readonly unsafe struct ShiftedFold<T, L>(T* x, L shift) : IFold<L, T> where T : unmanaged where L : struct, ILane<L, T>
{
    readonly T* x = x;
    readonly L shift = shift;
    public static bool IsPair => false;
    [MethodImpl(AggressiveInlining)] public void Take(ref L first, ref L second, long index, long column) => first += L.Load(x + index) - shift;
}

/// <summary>Σ (x − mean) and Σ (x − mean)², along a row.</summary>
internal readonly unsafe struct DeviationFold<T, L>(T* x, L mean) : IFold<L, T> where T : unmanaged where L : struct, ILane<L, T>
{
    readonly T* x = x;
    readonly L mean = mean;
    public static bool IsPair => true;
    [MethodImpl(AggressiveInlining)] public void Take(ref L first, ref L second, long index, long column)
    {
        L deviation = L.Load(x + index) - mean;
        first += deviation;
        second = L.MultiplyAdd(deviation, deviation, second);
    }
}

/// <summary>Σ (x − mean) and Σ (x − mean)², down columns that have a mean each.</summary>
internal readonly unsafe struct ColumnDeviationFold<T, L>(T* x, T* mean) : IFold<L, T> where T : unmanaged where L : struct, ILane<L, T>
{
    readonly T* x = x, mean = mean;
    public static bool IsPair => true;
    [MethodImpl(AggressiveInlining)] public void Take(ref L first, ref L second, long index, long column)
    {
        L deviation = L.Load(x + index) - L.Load(mean + column);
        first += deviation;
        second = L.MultiplyAdd(deviation, deviation, second);
    }
}

/// <summary>Σ dy and Σ dy·(x − mean), along a plane.</summary>
internal readonly unsafe struct SlopeFold<T, L>(T* dy, T* x, L mean) : IFold<L, T> where T : unmanaged where L : struct, ILane<L, T>
{
    readonly T* dy = dy, x = x;
    readonly L mean = mean;
    public static bool IsPair => true;
    [MethodImpl(AggressiveInlining)] public void Take(ref L first, ref L second, long index, long column)
    {
        L slope = L.Load(dy + index);
        first += slope;
        second = L.MultiplyAdd(slope, L.Load(x + index) - mean, second);
    }
}

/// <summary>Σ dy and Σ dy·(x − mean), down columns that have a mean each.</summary>
internal readonly unsafe struct ColumnSlopeFold<T, L>(T* dy, T* x, T* mean) : IFold<L, T> where T : unmanaged where L : struct, ILane<L, T>
{
    readonly T* dy = dy, x = x, mean = mean;
    public static bool IsPair => true;
    [MethodImpl(AggressiveInlining)] public void Take(ref L first, ref L second, long index, long column)
    {
        L slope = L.Load(dy + index);
        first += slope;
        second = L.MultiplyAdd(slope, L.Load(x + index) - L.Load(mean + column), second);
    }
}
