namespace Nabla.Devices.Cpu;

/// <summary>Normal numbers from uniform ones (Box and Muller 1958), in double. Only operations that IEEE 754 rounds exactly are used, and none is
/// fused, so the numbers are the same bits in a vector of any width, on any processor and with any mathematical library. The series are Taylor's,
/// long enough for thirteen digits.</summary>
internal static class BoxMuller<V, S> where V : struct where S : struct, ISimd<double, V>
{
    /// <summary>Two independent standard normal numbers from two random words, 0 to 2³² − 1.</summary>
    [MethodImpl(AggressiveInlining)] public static void Pair(V first, V second, out V cosine, out V sine)
    {
        V uniform = S.Multiply(S.Add(first, S.Constant(1)), S.Constant(1 / 4294967296.0));
        V radius = S.Sqrt(S.Multiply(Log(uniform), S.Constant(-2)));
        Turn(S.Multiply(second, S.Constant(4 / 4294967296.0)), out cosine, out sine);
        cosine = S.Multiply(radius, cosine);
        sine = S.Multiply(radius, sine);
    }

    /// <summary>log u = e·ln 2 + 2 artanh s with u = m·2ᵉ, m in [√½, √2), s = (m − 1)/(m + 1).</summary>
    [MethodImpl(AggressiveInlining)] static V Log(V u)
    {
        V exponent = S.Decompose(u, out V mantissa), root = S.Constant(1.4142135623730951), one = S.Constant(1);
        exponent = S.WhereGreater(mantissa, root, S.Add(exponent, one), exponent);
        mantissa = S.WhereGreater(mantissa, root, S.Multiply(mantissa, S.Constant(0.5)), mantissa);
        V s = S.Divide(S.Subtract(mantissa, one), S.Add(mantissa, one));
        V series = Series(S.Multiply(s, s), 2, 2 / 3.0, 2 / 5.0, 2 / 7.0, 2 / 9.0, 2 / 11.0, 2 / 13.0, 2 / 15.0);
        return S.Add(S.Multiply(exponent, S.Constant(0.6931471805599453)), S.Multiply(s, series));
    }

    /// <summary>Cosine and sine of so many quarters of a turn, 0 to 4.</summary>
    [MethodImpl(AggressiveInlining)] static void Turn(V quarters, out V cosine, out V sine)
    {
        V quadrant = S.Round(quarters), x = S.Multiply(S.Subtract(quarters, quadrant), S.Constant(Math.PI / 2)), square = S.Multiply(x, x);
        V c = Series(square, 1, -1 / 2.0, 1 / 24.0, -1 / 720.0, 1 / 40320.0, -1 / 3628800.0, 1 / 479001600.0, -1 / 87178291200.0);
        V s = S.Multiply(x, Series(square, 1, -1 / 6.0, 1 / 120.0, -1 / 5040.0, 1 / 362880.0, -1 / 39916800.0, 1 / 6227020800.0, -1 / 1307674368000.0));
        V half = S.Multiply(quadrant, S.Constant(0.5)), fraction = S.Abs(S.Subtract(half, S.Round(half))), quarter = S.Constant(0.25), one = S.Constant(1);
        cosine = S.WhereGreater(fraction, quarter, s, c);
        sine = S.WhereGreater(fraction, quarter, c, s);
        // The cosine is negative in quadrants 1 and 2, the sine in 2 and 3.
        cosine = S.WhereGreater(S.Abs(S.Subtract(quadrant, S.Constant(1.5))), one, cosine, S.Negate(cosine));
        sine = S.WhereGreater(S.Abs(S.Subtract(quadrant, S.Constant(2.5))), one, sine, S.Negate(sine));
    }

    [MethodImpl(AggressiveInlining)] static V Series(V x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7)
        => Next(x, Next(x, Next(x, Next(x, Next(x, Next(x, Next(x, S.Constant(c7), c6), c5), c4), c3), c2), c1), c0);

    [MethodImpl(AggressiveInlining)] static V Next(V x, V rest, double c) => S.Add(S.Multiply(rest, x), S.Constant(c));
}
