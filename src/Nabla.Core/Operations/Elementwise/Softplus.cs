namespace Nabla.Operations.Elementwise;

/// <summary>log(1 + eˣ), the smooth form of max(x, 0) (Dugas et al., "Incorporating second-order functional knowledge", NIPS 2000).</summary>
public readonly struct Softplus : IUnaryFormula
{
    /// <inheritdoc/>
    public static bool SlopeFromOutput => true;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R>
    {
        // max(x, 0) + log(1 + e^(−|x|)); the factor e/(u − 1) takes back the rounding of u = 1 + e (Kahan).
        R power = R.Exp(-R.Abs(x)), sum = R.Constant(1) + power, rounded = sum - R.Constant(1);
        R log = R.WhereGreater(rounded, R.Constant(0), R.Log(sum) * (power / rounded), power);
        return R.Max(x, R.Constant(0)) + log;
    }

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)] public R Slope<R>(R y) where R : struct, IReal<R>
    {
        // 1 − e⁻ʸ = 2t/(1 + t) with t = tanh(y/2) has no cancellation near 0.
        R half = R.Tanh(R.Constant(0.5) * y);
        return (half + half) / (R.Constant(1) + half);
    }
}
