namespace Nabla.Operations.Elementwise;

/// <summary>x·sigmoid(x) (Elfwing, Uchibe and Doya, "Sigmoid-weighted linear units", Neural Networks 107, 2018); also known as swish.</summary>
public readonly struct Silu : IUnaryFormula
{
    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R>
    {
        // e^(−|x|) never overflows, and by its root x·eˣ is right as long as it is a number. Far below 0 any x will do; −∞ would make it NaN.
        R root = R.Exp(R.Constant(-0.5) * R.Abs(x)), below = R.Max(x, R.Constant(-2000)) * root * root;
        return R.WhereGreater(x, R.Constant(0), x, below) / R.MultiplyAdd(root, root, R.Constant(1));
    }

    /// <inheritdoc/>
    public static bool SlopeFromInput => true;

    /// <summary>σ(x)·(1 + x·σ(−x)), in the same parts.</summary>
    [MethodImpl(AggressiveInlining)] public R SlopeAt<R>(R x) where R : struct, IReal<R>
    {
        R zero = R.Constant(0), one = R.Constant(1), root = R.Exp(R.Constant(-0.5) * R.Abs(x)), power = root * root, scale = one / (one + power);
        R near = R.Min(R.Max(x, R.Constant(-2000)), R.Constant(2000)), slope = R.MultiplyAdd(near, R.WhereGreater(x, zero, power, one) * scale, one);
        return R.WhereGreater(x, zero, slope, slope * root * root) * scale;
    }
}
