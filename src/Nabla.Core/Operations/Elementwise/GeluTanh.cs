namespace Nabla.Operations.Elementwise;

/// <summary>½x(1 + tanh(√(2/π)(x + 0.044715x³))), close to <see cref="Gelu"/> (Hendrycks and Gimpel, "Gaussian error linear units", 2016, section 2).</summary>
public readonly struct GeluTanh : IUnaryFormula
{
    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R>
    {
        const double scale = 0.79788456080286536;
        R half = R.Constant(0.5) * x;
        // Beyond ±10 tanh is ±1, and x³ might be infinite.
        R near = R.Max(R.Min(x, R.Constant(10)), R.Constant(-10));
        R inner = near * R.MultiplyAdd(R.Constant(scale * 0.044715), near * near, R.Constant(scale));
        return R.MultiplyAdd(half, R.Tanh(inner), half);
    }
}
