namespace Nabla.Operations.Elementwise;

/// <summary>x to a power that is the same for all elements. Negative x gives NaN unless the exponent is whole.</summary>
/// <remarks>The whole part of the exponent is taken by repeated squaring (Knuth, "The Art of Computer Programming" 2, section 4.6.3),
/// a half by the square root, any other rest by logarithm and exponential. At x = 0 an exponent between 0 and 1 has slope 0 here.</remarks>
/// <param name="exponent">The power, finite and within ±1024.</param>
internal readonly struct Power(double exponent) : IUnaryFormula
{
    readonly double exponent = Math.Abs(exponent) <= 1024
        ? exponent
        : throw new ArgumentOutOfRangeException(nameof(exponent), $"Power expects an exponent within ±1024, got {exponent}: take the logarithm first.");

    public static (double Low, double High) Domain => (0.2, 4);

    public static bool SlopeFromInput => true;

    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R> => Of(x, exponent);

    [MethodImpl(AggressiveInlining)] public R SlopeAt<R>(R x) where R : struct, IReal<R>
    {
        if (exponent == 0) return R.Constant(0);
        R slope = R.Constant(exponent) * Of(x, exponent - 1);
        return exponent is > 0 and < 1 ? R.WhereGreater(x, R.Constant(0), slope, R.WhereGreater(R.Constant(0), x, R.Constant(double.NaN), R.Constant(0) * x)) : slope;
    }

    [MethodImpl(AggressiveInlining)] static R Of<R>(R x, double exponent) where R : struct, IReal<R>
    {
        double magnitude = Math.Abs(exponent), whole = Math.Floor(magnitude), rest = magnitude - whole;
        R power = Whole(x, (int)whole);
        if (rest != 0) power *= Fraction(x, rest);
        return exponent < 0 ? R.Constant(1) / power : power;
    }

    [MethodImpl(AggressiveInlining)] static R Whole<R>(R x, int exponent) where R : struct, IReal<R>
    {
        if (exponent == 0) return R.Constant(1);
        while ((exponent & 1) == 0)
        {
            x *= x;
            exponent >>= 1;
        }
        R product = x;
        while ((exponent >>= 1) != 0)
        {
            x *= x;
            if ((exponent & 1) != 0) product *= x;
        }
        return product;
    }

    /// <summary>x^rest for a rest between 0 and 1; 0 at 0, and NaN below it.</summary>
    [MethodImpl(AggressiveInlining)] static R Fraction<R>(R x, double rest) where R : struct, IReal<R>
    {
        R zero = R.Constant(0);
        R above = rest == 0.5 ? R.Sqrt(x) : R.Exp(R.Constant(rest) * R.Log(x));
        return R.WhereGreater(x, zero, above, R.WhereGreater(zero, x, R.Constant(double.NaN), zero * R.Abs(x)));
    }
}
