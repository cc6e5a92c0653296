namespace Nabla.Operations.Elementwise;

/// <summary>max(x, 0), with slope 0 at 0 (Nair and Hinton, "Rectified linear units improve restricted Boltzmann machines", ICML 2010).</summary>
public readonly struct Relu : IUnaryFormula
{
    /// <inheritdoc/>
    public static bool SlopeFromOutput => true;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R> => R.Max(x, R.Constant(0));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public R Slope<R>(R y) where R : struct, IReal<R> => R.WhereGreater(y, R.Constant(0), R.Constant(1), R.Constant(0));
}
