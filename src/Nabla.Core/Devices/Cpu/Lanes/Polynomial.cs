namespace Nabla.Devices.Cpu;

/// <summary>Polynomials by Horner's rule; the coefficients rise: c₀ + c₁x + c₂x² + …</summary>
internal static class Polynomial<T, V, S> where T : unmanaged where V : struct where S : struct, ISimd<T, V>
{
    [MethodImpl(AggressiveInlining)] public static V Of(V x, double c0, double c1, double c2, double c3)
        => Next(x, Next(x, Next(x, S.Constant(c3), c2), c1), c0);

    [MethodImpl(AggressiveInlining)] public static V Of(V x, double c0, double c1, double c2, double c3, double c4)
        => Next(x, Of(x, c1, c2, c3, c4), c0);

    [MethodImpl(AggressiveInlining)] public static V Of(V x, double c0, double c1, double c2, double c3, double c4, double c5)
        => Next(x, Next(x, Of(x, c2, c3, c4, c5), c1), c0);

    [MethodImpl(AggressiveInlining)] public static V Of(V x, double c0, double c1, double c2, double c3, double c4, double c5, double c6)
        => Next(x, Next(x, Next(x, Of(x, c3, c4, c5, c6), c2), c1), c0);

    [MethodImpl(AggressiveInlining)] public static V Of(V x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7)
        => Next(x, Next(x, Next(x, Next(x, Of(x, c4, c5, c6, c7), c3), c2), c1), c0);

    /// <summary>rest·x + c: one more coefficient below those in <paramref name="rest"/>.</summary>
    [MethodImpl(AggressiveInlining)] public static V Next(V x, V rest, double c) => S.MultiplyAdd(rest, x, S.Constant(c));
}
