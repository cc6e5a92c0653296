namespace Nabla.Operations.Elementwise;

/// <summary>x·Φ(x) with the normal distribution function Φ, by the error function (Hendrycks and Gimpel, "Gaussian error linear units", 2016, section 2).</summary>
public readonly struct Gelu : IUnaryFormula
{
    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R>
    {
        R half = R.Constant(0.5) * x;
        return R.MultiplyAdd(half, R.Erf(R.Constant(0.70710678118654752) * x), half);
    }
}
