namespace Nabla.Operations.Elementwise;

/// <summary>x·sigmoid(x) (Elfwing, Uchibe and Doya, "Sigmoid-weighted linear units", Neural Networks 107, 2018); also known as swish.</summary>
public readonly struct Silu : IUnaryFormula
{
    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R>
    {
        // Where eˣ is below 1e-34 the result is 0 in all but name, and e⁻ˣ must not overflow: ∞ would make the slope ∞/∞.
        R power = R.Exp(R.Min(-x, R.Constant(80)));
        return x / (R.Constant(1) + power);
    }
}
