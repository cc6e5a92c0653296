namespace Nabla.Devices.Cpu;

/// <summary>erf for any width: minimax fits (Remez's exchange and Lawson's weights) of our own.</summary>
internal static class ErrorFunction<T, V, S> where T : unmanaged where V : struct where S : struct, ISimd<T, V>
{
    /// <summary>2/√π ∫₀ᵃ e^(−t²) dt.</summary>
    [MethodImpl(AggressiveInlining)] public static V Erf(V a) => typeof(T) == typeof(float) ? Rational(a) : Pieces(a);

    /// <summary>a·P(a²)/Q(a²): all coefficients are positive, so nothing cancels. From 3.92 on it is 1 to the last place of a float.</summary>
    [MethodImpl(AggressiveInlining)] static V Rational(V a)
    {
        V x = S.Min(S.Abs(a), S.Constant(3.92)), z = S.Multiply(x, x);
        V p = Polynomial<T, V, S>.Of(z, 1.1283791463779477, 0.1903997672605292, 0.052747845802941294, 0.0037653299950045355, 0.00028487634406018068, 2.0501409905363289e-6);
        V q = Polynomial<T, V, S>.Of(z, 1, 0.50207014354379024, 0.11410634884557068, 0.014968644989916783, 0.0011624658788568573, 3.8091934879213228e-5);
        // Rounding may bring the quotient above 1: then 1 + erf would be negative, and grow with what it is multiplied by.
        return S.CopySign(S.Min(S.Divide(S.Multiply(x, p), q), S.Constant(1)), a);
    }

    /// <summary>Below 1 an odd polynomial, above it 1 − e^(−a²)·P(a)/Q(a).</summary>
    [MethodImpl(AggressiveInlining)] static V Pieces(V a)
    {
        V x = S.Min(S.Abs(a), S.Constant(6)), z = S.Multiply(x, x);
        V high = Polynomial<T, V, S>.Of(z, 0.00522397760611762, -0.00085483259292715757, 0.00012055293575585292, -1.492471227639966e-5, 1.644713125315939e-6, -1.6206311317613116e-7, 1.3710969859773255e-8, -7.7794489132478199e-10);
        V small = S.Multiply(x, Polynomial<T, V, S>.Next(z, Polynomial<T, V, S>.Next(z, Polynomial<T, V, S>.Next(z, Polynomial<T, V, S>.Next(z, high,
            -0.026866170643111374), 0.11283791670944184), -0.3761263890318352), 1.1283791670955126));
        V p = Polynomial<T, V, S>.Of(x, 1.000000890868367832, 1.135586000829768002, 0.6335935489225806127, 0.1854645266229875433, 0.02460758961643577276, -3.415067319649475422e-7);
        V q = Polynomial<T, V, S>.Of(x, 1.0, 2.263973814416284114, 2.18817459039700206, 1.142950679947008022, 0.3289508400671729831, 0.04359893142279738814);
        V bell = Transcendental<T, V, S>.Exp(S.Negate(z));
        V large = S.Subtract(S.Constant(1), S.Multiply(bell, S.Divide(p, q)));
        return S.CopySign(S.WhereGreater(x, S.Constant(1), large, small), a);
    }
}
