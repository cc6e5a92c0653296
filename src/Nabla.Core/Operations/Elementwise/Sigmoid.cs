namespace Nabla.Operations.Elementwise;

/// <summary>1/(1 + e⁻ˣ), which loses no digits on either side.</summary>
public readonly struct Sigmoid : IUnaryFormula
{
    /// <inheritdoc/>
    public static bool SlopeFromOutput => true;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R>
    {
        // e^(−|x|) never overflows.
        R power = R.Exp(-R.Abs(x)), sum = R.Constant(1) + power;
        return R.WhereGreater(x, R.Constant(0), R.Constant(1), power) / sum;
    }

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)] public R Slope<R>(R y) where R : struct, IReal<R> => R.MultiplyAdd(-y, y, y);
}
