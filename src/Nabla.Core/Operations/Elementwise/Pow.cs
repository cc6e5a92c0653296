namespace Nabla.Operations.Elementwise;

/// <summary>aᵇ for a ≥ 0, NaN for negative a; −0 counts as 0, whatever b. The relative error grows as b·log a.</summary>
/// <remarks>For one exponent of all elements take <see cref="Power"/>, which is exact for whole exponents and knows negative numbers.</remarks>
internal readonly struct Pow : IBinaryFormula
{
    public static bool HasSlopes => true;

    [MethodImpl(AggressiveInlining)] public R Value<R>(R a, R b) where R : struct, IReal<R>
    {
        R zero = R.Constant(0), one = R.Constant(1);
        // 0ᵇ is 0, 1 or ∞ by the sign of b; a number that is no number stays so.
        R atZero = R.WhereGreater(b, zero, zero, R.WhereGreater(zero, b, R.Constant(double.PositiveInfinity), one + zero * (a + b)));
        return Choose(a, R.Exp(b * R.Log(a)), atZero);
    }

    /// <summary>b·aᵇ⁻¹; 0 for b = 0, even at 0.</summary>
    [MethodImpl(AggressiveInlining)]
    public R SlopeA<R>(R a, R b) where R : struct, IReal<R> => R.WhereGreater(R.Abs(b), R.Constant(0), b * Value(a, b - R.Constant(1)), b);

    /// <summary>aᵇ·log a; at 0 its limits, 0 and −∞.</summary>
    [MethodImpl(AggressiveInlining)] public R SlopeB<R>(R a, R b) where R : struct, IReal<R>
    {
        // By the root, because the product may be a number where aᵇ alone is too small for one.
        R zero = R.Constant(0), log = R.Log(a), root = R.Exp(R.Constant(0.5) * b * log);
        return Choose(a, root * (root * log), R.WhereGreater(b, zero, zero, R.WhereGreater(zero, b, R.Constant(double.NegativeInfinity), zero * (a + b))));
    }

    [MethodImpl(AggressiveInlining)] static R Choose<R>(R a, R above, R atZero) where R : struct, IReal<R>
    {
        R zero = R.Constant(0);
        return R.WhereGreater(a, zero, above, R.WhereGreater(zero, a, R.Constant(double.NaN), atZero + zero * a));
    }
}
