namespace Nabla.Devices.Cpu;

/// <summary>Sine and cosine for any width: a multiple of π is taken away in three parts (Cody and Waite, "Software Manual for the Elementary
/// Functions", chapter 8), the rest goes through one odd polynomial. Arguments too large for that go to the system's functions, one by one.</summary>
internal static class Trigonometry<T, V, S> where T : unmanaged where V : struct where S : struct, ISimd<T, V>
{
    static double Limit
    {
        [MethodImpl(AggressiveInlining)] get => typeof(T) == typeof(float) ? 1e4 : 1e8;
    }

    /// <summary>sin a = sign(a)·(−1)ᵏ sin(|a| − kπ).</summary>
    [MethodImpl(AggressiveInlining)] public static V Sin(V a)
    {
        V magnitude = S.Abs(a);
        if (S.AnyGreater(magnitude, S.Constant(Limit))) return Each(a, sine: true);
        V k = S.Round(S.Multiply(magnitude, S.Constant(1 / Math.PI)));
        V sign = S.Multiply(Parity(k), S.CopySign(S.Constant(1), a));
        return S.Multiply(sign, Between(magnitude, k));
    }

    /// <summary>cos a = −(−1)ᵏ sin(|a| − (k + ½)π).</summary>
    [MethodImpl(AggressiveInlining)] public static V Cos(V a)
    {
        V magnitude = S.Abs(a), half = S.Constant(0.5);
        if (S.AnyGreater(magnitude, S.Constant(Limit))) return Each(a, sine: false);
        V k = S.Round(S.Subtract(S.Multiply(magnitude, S.Constant(1 / Math.PI)), half));
        return S.Multiply(S.Negate(Parity(k)), Between(magnitude, S.Add(k, half)));
    }

    /// <summary>(−1)ᵏ: k/2 is half a unit off a whole number where k is odd.</summary>
    [MethodImpl(AggressiveInlining)] static V Parity(V k)
    {
        V half = S.Multiply(k, S.Constant(0.5));
        return S.MultiplyAdd(S.Abs(S.Subtract(half, S.Round(half))), S.Constant(-4), S.Constant(1));
    }

    /// <summary>sin(a − nπ) where that lies within ±π/2.</summary>
    [MethodImpl(AggressiveInlining)] static V Between(V a, V n)
    {
        bool single = typeof(T) == typeof(float);
        V negative = S.Negate(n);
        V r = S.MultiplyAdd(negative, S.Constant(single ? 3.1415927410125732 : 3.141592653589793), a);
        r = S.MultiplyAdd(negative, S.Constant(single ? -8.742277657347586e-8 : 1.2246467991473532e-16), r);
        r = S.MultiplyAdd(negative, S.Constant(single ? -3.4302491841440015e-15 : -2.994769809718339e-33), r);
        V z = S.Multiply(r, r);
        V tail = single
            ? Polynomial<T, V, S>.Of(z, -0.16666660558068189, 0.0083330897506300697, -0.00019811185970204326, 2.6090237063626766e-6)
            : Polynomial<T, V, S>.Of(z, -0.16666666666666666, 0.0083333333333332021, -0.00019841269841211472, 2.755731921146159e-6, -2.5052106898520803e-8, 1.6058940849794702e-10, -7.6430182472949106e-13, 2.7214312798968776e-15);
        return S.MultiplyAdd(S.Multiply(z, r), tail, r);
    }

    [MethodImpl(NoInlining)] static V Each(V a, bool sine)
    {
        for (int i = 0; i < S.Count; i++)
        {
            ref T element = ref Unsafe.Add(ref Unsafe.As<V, T>(ref a), i);
            double x = typeof(T) == typeof(float) ? Unsafe.BitCast<T, float>(element) : Unsafe.BitCast<T, double>(element);
            double y = sine ? Math.Sin(x) : Math.Cos(x);
            element = typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>((float)y) : Unsafe.BitCast<double, T>(y);
        }
        return a;
    }
}
