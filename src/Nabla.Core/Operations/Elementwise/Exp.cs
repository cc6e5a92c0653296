namespace Nabla.Operations.Elementwise;

/// <summary>eˣ.</summary>
public readonly struct Exp : IUnaryFormula
{
    /// <inheritdoc/>
    public static bool SlopeFromOutput => true;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R> => R.Exp(x);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)] public R Slope<R>(R y) where R : struct, IReal<R> => y;
}
