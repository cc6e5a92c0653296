namespace Nabla.Operations.Elementwise;

/// <summary>−x.</summary>
internal readonly struct Negate : IUnaryFormula
{
    public static bool SlopeFromOutput => true;

    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R> => -x;

    [MethodImpl(AggressiveInlining)] public R Slope<R>(R y) where R : struct, IReal<R> => R.Constant(-1);
}
