using System.Runtime.CompilerServices;

namespace Nabla.Devices.Cpu;

/// <summary>
/// Makes one number, or two at once, of many: a start, a step that reads what lies at an index, and a join of two results.
/// The step works lane by lane, so the same fold runs along a row and down many columns.
/// </summary>
internal interface IFold<L, T> where L : struct, ILane<L, T> where T : unmanaged
{
    /// <summary>Whether the second result is wanted.</summary>
    static abstract bool IsPair { get; }
    /// <summary>The result of nothing.</summary>
    static abstract L Start { get; }
    /// <summary>Two results made one.</summary>
    static abstract L Join(L a, L b);
    /// <summary>A lane's results made one.</summary>
    static abstract T Across(L a);
    /// <summary>Takes in the numbers from <paramref name="index"/> on; <paramref name="column"/> is where they lie in their row.</summary>
    void Take(ref L first, ref L second, long index, long column);
}

/// <summary>Σ x.</summary>
internal readonly unsafe struct SumFold<T, L>(T* x) : IFold<L, T> where T : unmanaged where L : struct, ILane<L, T>
{
    readonly T* x = x;
    public static bool IsPair => false;
    public static L Start => L.Constant(0);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Join(L a, L b) => a + b;
    public static T Across(L a) => L.Sum(a);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref L first, ref L second, long index, long column) => first += L.Load(x + index);
}

/// <summary>The largest x; NaN if any is.</summary>
internal readonly unsafe struct MaxFold<T, L>(T* x) : IFold<L, T> where T : unmanaged where L : struct, ILane<L, T>
{
    readonly T* x = x;
    public static bool IsPair => false;
    public static L Start => L.Constant(double.NegativeInfinity);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Join(L a, L b) => L.Max(a, b);
    public static T Across(L a) => L.MaxAcross(a);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref L first, ref L second, long index, long column) => first = L.Max(first, L.Load(x + index));
}

/// <summary>The smallest x; NaN if any is.</summary>
internal readonly unsafe struct MinFold<T, L>(T* x) : IFold<L, T> where T : unmanaged, System.Numerics.IUnaryNegationOperators<T, T> where L : struct, ILane<L, T>
{
    readonly T* x = x;
    public static bool IsPair => false;
    public static L Start => L.Constant(double.PositiveInfinity);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Join(L a, L b) => L.Min(a, b);
    public static T Across(L a) => -L.MaxAcross(-a);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref L first, ref L second, long index, long column) => first = L.Min(first, L.Load(x + index));
}

/// <summary>Joins results of <typeparamref name="F"/> that lie in memory.</summary>
internal readonly unsafe struct JoinFold<T, L, F>(T* results) : IFold<L, T> where T : unmanaged where L : struct, ILane<L, T> where F : struct, IFold<L, T>
{
    readonly T* results = results;
    public static bool IsPair => false;
    public static L Start => F.Start;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Join(L a, L b) => F.Join(a, b);
    public static T Across(L a) => F.Across(a);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref L first, ref L second, long index, long column) => first = F.Join(first, L.Load(results + index));
}
