namespace Nabla.Operations;

/// <summary>h′ = f(sum), where the slope of f is written in its output.</summary>
internal readonly struct RnnCell<F>(F activation) : IRecurrentCell where F : struct, IUnaryFormula
{
    public static int Blocks => 1;
    public static int Products => 1;
    public static bool HasCell => false;

    [MethodImpl(AggressiveInlining)]
    public R Step<R>(ref R first, ref R second, ref R third, ref R fourth, R hiddenBefore, ref R cell) where R : struct, IReal<R> =>
        first = activation.Value(first);

    [MethodImpl(AggressiveInlining)]
    public R Gradient<R>(ref R first, ref R second, ref R third, ref R fourth, R hiddenBefore, R cellBefore, R cell, R dhidden, ref R dcell) where R : struct, IReal<R>
    {
        first = dhidden * activation.Slope(first);
        return R.Constant(0);
    }
}
