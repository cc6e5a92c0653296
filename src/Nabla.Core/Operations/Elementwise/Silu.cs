namespace Nabla.Operations.Elementwise;

/// <summary>x·sigmoid(x) (Elfwing, Uchibe and Doya, "Sigmoid-weighted linear units", Neural Networks 107, 2018); also known as swish.</summary>
public readonly struct Silu : IUnaryFormula
{
    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R>
    {
        // Where e⁻ˣ would overflow eˣ does not. Far below 0 any x will do, for sigmoid is 0 there; −∞ would make it NaN.
        R power = R.Exp(-R.Abs(x)), share = R.WhereGreater(x, R.Constant(0), R.Constant(1), power) / (R.Constant(1) + power);
        return R.Max(x, R.Constant(-1000)) * share;
    }
}
