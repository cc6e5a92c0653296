namespace Nabla.Operations.Elementwise;

/// <summary>The hyperbolic tangent.</summary>
public readonly struct Tanh : IUnaryFormula
{
    /// <inheritdoc/>
    public static bool SlopeFromOutput => true;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R> => R.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)] public R Slope<R>(R y) where R : struct, IReal<R> => R.MultiplyAdd(-y, y, R.Constant(1));
}
