namespace Nabla.Operations.Elementwise;

/// <summary>1/x.</summary>
internal readonly struct Reciprocal : IUnaryFormula
{
    public static bool SlopeFromOutput => true;

    public static (double Low, double High) Domain => (0.3, 4);

    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R> => R.Constant(1) / x;

    [MethodImpl(AggressiveInlining)] public R Slope<R>(R y) where R : struct, IReal<R> => -(y * y);
}
