namespace Nabla.Operations.Elementwise;

/// <summary>½x(1 + tanh(√(2/π)(x + 0.044715x³))), close to <see cref="Gelu"/> (Hendrycks and Gimpel, "Gaussian error linear units", 2016, section 2).</summary>
public readonly struct GeluTanh : IUnaryFormula
{
    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R>
    {
        const double scale = 0.79788456080286536;
        R half = R.Constant(0.5) * x;
        R inner = x * R.MultiplyAdd(R.Constant(scale * 0.044715), x * x, R.Constant(scale));
        return R.MultiplyAdd(half, R.Tanh(inner), half);
    }
}
