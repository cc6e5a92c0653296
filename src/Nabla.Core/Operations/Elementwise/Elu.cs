namespace Nabla.Operations.Elementwise;

/// <summary>x where it is positive, else α(eˣ − 1) (Clevert, Unterthiner and Hochreiter, "Fast and accurate deep network learning by exponential linear units", ICLR 2016).</summary>
/// <param name="alpha">Minus the limit at −∞; at least 0.</param>
public readonly struct Elu(double alpha) : IUnaryFormula
{
    readonly Coefficient alpha = FormulaConstant.NotNegative(alpha, nameof(Elu), nameof(alpha));

    /// <inheritdoc/>
    public static bool SlopeFromOutput => true;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R>
    {
        // eˣ − 1 = 2t/(1 − t) with t = tanh(x/2) has no cancellation near 0.
        R half = R.Tanh(R.Constant(0.5) * R.Min(x, R.Constant(0)));
        R below = alpha.In<R>() * (half + half) / (R.Constant(1) - half);
        return R.WhereGreater(x, R.Constant(0), x, below);
    }

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public R Slope<R>(R y) where R : struct, IReal<R> => R.WhereGreater(y, R.Constant(0), R.Constant(1), y + alpha.In<R>());

    /// <inheritdoc/>
    public static bool SlopeFromInput => true;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public R SlopeAt<R>(R x) where R : struct, IReal<R> => R.WhereGreater(x, R.Constant(0), R.Constant(1), alpha.In<R>() * R.Exp(x));
}
