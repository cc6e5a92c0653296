namespace Nabla.Devices.Cpu;

/// <summary>A value and its slope (v, s) for the infinitesimal ε with ε² = 0: f(v + sε) = f(v) + f′(v)·s·ε
/// (Griewank and Walther, "Evaluating Derivatives", section 3.1).</summary>
internal readonly struct Dual<T, V, S> : IDual<Dual<T, V, S>, Lane<T, V, S>>
    where T : unmanaged where V : struct where S : struct, ISimd<T, V>
{
    readonly V value, slope;

    [MethodImpl(AggressiveInlining)] Dual(V value, V slope) => (this.value, this.slope) = (value, slope);
    [MethodImpl(AggressiveInlining)] public static Dual<T, V, S> Create(Lane<T, V, S> value, Lane<T, V, S> slope) => new(value.Vector, slope.Vector);
    [MethodImpl(AggressiveInlining)] public static Lane<T, V, S> ValueOf(Dual<T, V, S> dual) => new(dual.value);
    [MethodImpl(AggressiveInlining)] public static Lane<T, V, S> SlopeOf(Dual<T, V, S> dual) => new(dual.slope);
    [MethodImpl(AggressiveInlining)] public static Dual<T, V, S> Constant(double value) => new(S.Constant(value), S.Constant(0));

    [MethodImpl(AggressiveInlining)]
    public static Dual<T, V, S> Constant(double value, float rounded) => new(Lane<T, V, S>.Constant(value, rounded).Vector, S.Constant(0));

    [MethodImpl(AggressiveInlining)]
    public static Dual<T, V, S> operator +(Dual<T, V, S> a, Dual<T, V, S> b) => new(S.Add(a.value, b.value), S.Add(a.slope, b.slope));

    [MethodImpl(AggressiveInlining)]
    public static Dual<T, V, S> operator -(Dual<T, V, S> a, Dual<T, V, S> b) => new(S.Subtract(a.value, b.value), S.Subtract(a.slope, b.slope));

    [MethodImpl(AggressiveInlining)] public static Dual<T, V, S> operator *(Dual<T, V, S> a, Dual<T, V, S> b)
        => new(S.Multiply(a.value, b.value), S.Add(S.MultiplySlope(a.value, b.slope), S.MultiplySlope(b.value, a.slope)));

    [MethodImpl(AggressiveInlining)] public static Dual<T, V, S> operator /(Dual<T, V, S> a, Dual<T, V, S> b)
    {
        V quotient = S.Divide(a.value, b.value);
        return new(quotient, S.Divide(S.Subtract(a.slope, S.MultiplySlope(quotient, b.slope)), b.value));
    }

    [MethodImpl(AggressiveInlining)] public static Dual<T, V, S> operator -(Dual<T, V, S> a) => new(S.Negate(a.value), S.Negate(a.slope));

    [MethodImpl(AggressiveInlining)] public static Dual<T, V, S> MultiplyAdd(Dual<T, V, S> a, Dual<T, V, S> b, Dual<T, V, S> c)
        => new(S.MultiplyAdd(a.value, b.value, c.value), S.Add(S.MultiplySlope(a.value, b.slope), S.Add(S.MultiplySlope(b.value, a.slope), c.slope)));

    [MethodImpl(AggressiveInlining)] public static Dual<T, V, S> Max(Dual<T, V, S> a, Dual<T, V, S> b)
        => new(S.Max(a.value, b.value), S.WhereGreater(a.value, b.value, a.slope, b.slope));

    [MethodImpl(AggressiveInlining)] public static Dual<T, V, S> Min(Dual<T, V, S> a, Dual<T, V, S> b)
        => new(S.Min(a.value, b.value), S.WhereGreater(b.value, a.value, a.slope, b.slope));

    [MethodImpl(AggressiveInlining)] public static Dual<T, V, S> Abs(Dual<T, V, S> a)
    {
        V zero = S.Constant(0);
        return new(S.Abs(a.value), S.WhereGreater(a.value, zero, a.slope, S.WhereGreater(zero, a.value, S.Negate(a.slope), zero)));
    }

    [MethodImpl(AggressiveInlining)] public static Dual<T, V, S> Sqrt(Dual<T, V, S> a)
    {
        V root = S.Sqrt(a.value);
        return new(root, S.Divide(S.Multiply(a.slope, S.Constant(0.5)), root));
    }

    [MethodImpl(AggressiveInlining)] public static Dual<T, V, S> Exp(Dual<T, V, S> a)
    {
        V power = Transcendental<T, V, S>.Exp(a.value);
        return new(power, S.MultiplySlope(power, a.slope));
    }

    [MethodImpl(AggressiveInlining)]
    public static Dual<T, V, S> Log(Dual<T, V, S> a) => new(Transcendental<T, V, S>.Log(a.value), S.Divide(a.slope, a.value));

    [MethodImpl(AggressiveInlining)] public static Dual<T, V, S> Tanh(Dual<T, V, S> a)
    {
        V tanh = Transcendental<T, V, S>.Tanh(a.value);
        return new(tanh, S.Multiply(a.slope, S.MultiplyAdd(S.Negate(tanh), tanh, S.Constant(1))));
    }

    [MethodImpl(AggressiveInlining)] public static Dual<T, V, S> Erf(Dual<T, V, S> a)
    {
        V bell = Transcendental<T, V, S>.Exp(S.Multiply(S.Negate(a.value), a.value));
        return new(ErrorFunction<T, V, S>.Erf(a.value), S.Multiply(a.slope, S.Multiply(S.Constant(1.1283791670955126), bell)));
    }

    [MethodImpl(AggressiveInlining)]
    public static Dual<T, V, S> Sin(Dual<T, V, S> a) => new(Trigonometry<T, V, S>.Sin(a.value), S.Multiply(a.slope, Trigonometry<T, V, S>.Cos(a.value)));

    [MethodImpl(AggressiveInlining)] public static Dual<T, V, S> Cos(Dual<T, V, S> a)
        => new(Trigonometry<T, V, S>.Cos(a.value), S.Multiply(S.Negate(a.slope), Trigonometry<T, V, S>.Sin(a.value)));

    [MethodImpl(AggressiveInlining)]
    public static Dual<T, V, S> WhereGreater(Dual<T, V, S> a, Dual<T, V, S> b, Dual<T, V, S> then, Dual<T, V, S> otherwise)
        => new(S.WhereGreater(a.value, b.value, then.value, otherwise.value), S.WhereGreater(a.value, b.value, then.slope, otherwise.slope));
}
