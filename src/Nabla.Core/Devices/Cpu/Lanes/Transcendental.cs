namespace Nabla.Devices.Cpu;

/// <summary>eˣ, log and tanh for any width, in float within 2 units of the last place or so and in double within 1e-15. The polynomials are minimax
/// fits (Remez's exchange) of our own, with relative error below half a unit.</summary>
internal static class Transcendental<T, V, S> where T : unmanaged where V : struct where S : struct, ISimd<T, V>
{
    static bool Single
    {
        [MethodImpl(AggressiveInlining)] get => typeof(T) == typeof(float);
    }

    /// <summary>eᵃ: ∞ above the largest number, and 0 below the smallest normal one, since a processor takes a hundred times longer over denormal results.</summary>
    [MethodImpl(AggressiveInlining)] public static V Exp(V a)
    {
        V lowest = S.Constant(Single ? -87.3365 : -708.396);
        V inside = S.Min(S.Max(a, lowest), S.Constant(Single ? 89 : 710));
        V reduced = Reduce(inside, out V n);
        return S.WhereGreater(lowest, a, S.Constant(0), S.Scale(S.Add(reduced, S.Constant(1)), n));
    }

    /// <summary>tanh a = t/(t + 2) with t = e^(2|a|) − 1, which keeps the small arguments' last places.</summary>
    [MethodImpl(AggressiveInlining)] public static V Tanh(V a)
    {
        V magnitude = S.Abs(a);
        // Beyond this the result is 1 to the last place.
        V reduced = Reduce(S.Min(S.Add(magnitude, magnitude), S.Constant(Single ? 20 : 40)), out V n);
        V power = S.PowerOfTwo(n);
        V t = S.MultiplyAdd(power, reduced, S.Subtract(power, S.Constant(1)));
        return S.CopySign(S.Divide(t, S.Add(t, S.Constant(2))), a);
    }

    /// <summary>a = n·ln 2 + r with |r| ≤ ln 2/2; gives eʳ − 1 and n (Cody and Waite, "Software Manual for the Elementary Functions", chapter 6).</summary>
    [MethodImpl(AggressiveInlining)] static V Reduce(V a, out V n)
    {
        // To the nearest whole number, by a sum so large that no place is left for a fraction.
        V whole = S.Constant(Single ? 12582912 : 6755399441055744);
        n = S.Subtract(S.MultiplyAdd(a, S.Constant(1.4426950408889634), whole), whole);
        // The first part of ln 2 ends in zeros, so that n times it is exact even without a fused multiply.
        V r = S.MultiplyAdd(n, S.Constant(Single ? -0.693359375 : -0.693145751953125), a);
        r = S.MultiplyAdd(n, S.Constant(Single ? 2.12194440054690583e-4 : -1.42860682030941723e-6), r);
        V tail = Single
            ? Polynomial<T, V, S>.Of(r, 0.5000000061668395, 0.16666543104532432, 0.041666282793574037, 0.0083665731909720547, 0.0013946404775243332)
            : Polynomial<T, V, S>.Next(r, Polynomial<T, V, S>.Next(r, Polynomial<T, V, S>.Of(r,
                0.041666666666574107, 0.0083333333333145828, 0.0013888888932255053, 0.00019841269903051541, 2.4801504570176504e-5, 2.7557227935312613e-6, 2.762628371484384e-7, 2.5114478723182146e-8),
                0.16666666666666686), 0.50000000000000055);
        return S.MultiplyAdd(S.Multiply(r, r), tail, r);
    }

    /// <summary>log a: −∞ at 0, NaN below.</summary>
    [MethodImpl(AggressiveInlining)] public static V Log(V a)
    {
        V exponent = Decompose(a, out V mantissa);
        // Mantissa in [√½, √2), so that log of a number near 1 has no cancellation.
        V root = S.Constant(1.4142135623730951), one = S.Constant(1), zero = S.Constant(0);
        exponent = S.WhereGreater(mantissa, root, S.Add(exponent, one), exponent);
        mantissa = S.WhereGreater(mantissa, root, S.Multiply(mantissa, S.Constant(0.5)), mantissa);
        V result = LogNearOne(S.Subtract(mantissa, one), exponent);
        if (S.DecomposesAll) return result;
        // +∞ and NaN pass through; log 0 = 0 − ∞.
        result = S.WhereGreater(a, S.Constant(Single ? float.MaxValue : double.MaxValue), a, result);
        V outside = S.WhereGreater(zero, a, S.Constant(double.NaN), S.Subtract(a, S.Constant(double.PositiveInfinity)));
        return S.WhereGreater(a, zero, result, outside);
    }

    /// <summary>As <see cref="ISimd{T, V}.Decompose"/>, of any positive number: one below the smallest normal is lifted first.</summary>
    [MethodImpl(AggressiveInlining)] static V Decompose(V a, out V mantissa)
    {
        if (S.DecomposesAll) return S.Decompose(a, out mantissa);
        V smallest = S.Constant(Single ? 1.17549435082228751e-38 : 2.2250738585072014e-308);
        V lift = S.Constant(Single ? 16777216 : 18014398509481984), places = S.Constant(Single ? 24 : 54);
        V exponent = S.Decompose(S.WhereGreater(smallest, a, S.Multiply(a, lift), a), out mantissa);
        return S.WhereGreater(smallest, a, S.Subtract(exponent, places), exponent);
    }

    /// <summary>log(1 + f) + exponent·ln 2, whose parts have one sign, so that they give ±∞ for an exponent of ±∞.</summary>
    [MethodImpl(AggressiveInlining)] static V LogNearOne(V f, V exponent)
    {
        V square = S.Multiply(f, f), low = S.Multiply(exponent, S.Constant(Single ? 3.19461849453094e-5 : 1.42860682030941723e-6));
        V high = S.Constant(Single ? 0.693115234375 : 0.693145751953125), half = S.Multiply(square, S.Constant(0.5));
        if (Single)
        {
            V tail = Polynomial<T, V, S>.Of(f, 0.33333316792939107, -0.25000797133691929, 0.20002282795199784, -0.16624948230302514, 0.14181394532610107, -0.13125496641160139, 0.12879495111982786, -0.078652598211119207);
            V small = S.Subtract(S.MultiplyAdd(S.Multiply(square, f), tail, low), half);
            return S.MultiplyAdd(exponent, high, S.Add(f, small));
        }
        // log(1 + f) = 2 artanh s = f − f²/2 + s(f²/2 + R), s = f/(2 + f), R = 2 artanh(s)/s − 2.
        V s = S.Divide(f, S.Add(f, S.Constant(2))), z = S.Multiply(s, s);
        V r = S.Multiply(z, Polynomial<T, V, S>.Of(z, 0.66666666666667303, 0.39999999999436565, 0.28571428738248057, 0.22222198948157303, 0.18183546713632558, 0.15314464428938938, 0.14792101383898401));
        V correction = S.Subtract(S.MultiplyAdd(s, S.Add(half, r), low), half);
        return S.MultiplyAdd(exponent, high, S.Add(f, correction));
    }
}
