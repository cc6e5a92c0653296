namespace Nabla.Operations.Elementwise;

/// <summary>aᵇ for a ≥ 0, NaN for negative a. The relative error grows as b·log a.</summary>
/// <remarks>For one exponent of all elements take <see cref="Power"/>, which is exact for whole exponents and knows negative numbers.</remarks>
internal readonly struct Pow : IBinaryFormula
{
    [MethodImpl(AggressiveInlining)] public R Value<R>(R a, R b) where R : struct, IReal<R>
    {
        R zero = R.Constant(0), one = R.Constant(1);
        // 0ᵇ is 0, 1 or ∞ by the sign of b; a number that is no number stays so.
        R atZero = R.WhereGreater(b, zero, zero, R.WhereGreater(zero, b, R.Constant(double.PositiveInfinity), one + zero * (a + b)));
        R outside = R.WhereGreater(zero, a, R.Constant(double.NaN), atZero + zero * a);
        return R.WhereGreater(a, zero, R.Exp(b * R.Log(a)), outside);
    }
}
