namespace Nabla.Operations.Elementwise;

/// <summary>The square root.</summary>
internal readonly struct Sqrt : IUnaryFormula
{
    public static bool SlopeFromOutput => true;

    public static (double Low, double High) Domain => (0.2, 5);

    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R> => R.Sqrt(x);

    [MethodImpl(AggressiveInlining)] public R Slope<R>(R y) where R : struct, IReal<R> => R.Constant(0.5) / y;
}
