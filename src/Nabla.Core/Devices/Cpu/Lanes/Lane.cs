namespace Nabla.Devices.Cpu;

/// <summary>One vector of the instruction set <typeparamref name="S"/>, with operators. Costs nothing: it is the vector.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="V">The machine's vector.</typeparam>
/// <typeparam name="S">The instruction set.</typeparam>
internal readonly unsafe struct Lane<T, V, S>(V vector) : ILane<Lane<T, V, S>, T>
    where T : unmanaged where V : struct where S : struct, ISimd<T, V>
{
    public readonly V Vector = vector;

    public static int Count => S.Count;
    public static bool Has32Registers => S.Has32Registers;

    [MethodImpl(AggressiveInlining)] public static Lane<T, V, S> Constant(double value) => new(S.Constant(value));

    [MethodImpl(AggressiveInlining)] public static Lane<T, V, S> Constant(double value, float rounded) =>
        new(S.Broadcast(typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>(rounded) : Unsafe.BitCast<double, T>(value)));

    [MethodImpl(AggressiveInlining)] public static Lane<T, V, S> Broadcast(T value) => new(S.Broadcast(value));
    [MethodImpl(AggressiveInlining)] public static Lane<T, V, S> Load(T* source) => new(S.Load(source));
    [MethodImpl(AggressiveInlining)] public static void Store(T* target, Lane<T, V, S> value) => S.Store(target, value.Vector);
    [MethodImpl(AggressiveInlining)] public static Lane<T, V, S> LoadPart(T* source, int count) => new(S.LoadPart(source, count));

    [MethodImpl(AggressiveInlining)]
    public static void StorePart(T* target, Lane<T, V, S> value, int count) => S.StorePart(target, value.Vector, count);

    [MethodImpl(AggressiveInlining)] public static Lane<T, V, S> operator +(Lane<T, V, S> a, Lane<T, V, S> b) => new(S.Add(a.Vector, b.Vector));
    [MethodImpl(AggressiveInlining)] public static Lane<T, V, S> operator -(Lane<T, V, S> a, Lane<T, V, S> b) => new(S.Subtract(a.Vector, b.Vector));
    [MethodImpl(AggressiveInlining)] public static Lane<T, V, S> operator *(Lane<T, V, S> a, Lane<T, V, S> b) => new(S.Multiply(a.Vector, b.Vector));
    [MethodImpl(AggressiveInlining)] public static Lane<T, V, S> operator /(Lane<T, V, S> a, Lane<T, V, S> b) => new(S.Divide(a.Vector, b.Vector));
    [MethodImpl(AggressiveInlining)] public static Lane<T, V, S> operator -(Lane<T, V, S> a) => new(S.Negate(a.Vector));

    [MethodImpl(AggressiveInlining)]
    public static Lane<T, V, S> MultiplyAdd(Lane<T, V, S> a, Lane<T, V, S> b, Lane<T, V, S> c) => new(S.MultiplyAdd(a.Vector, b.Vector, c.Vector));

    [MethodImpl(AggressiveInlining)]
    public static void MultiplyAdd(ref Lane<T, V, S> sum, Lane<T, V, S> a, Lane<T, V, S> b) => Unsafe.AsRef(in sum.Vector) = S.MultiplyAdd(a.Vector, b.Vector, sum.Vector);

    [MethodImpl(AggressiveInlining)] public static Lane<T, V, S> Max(Lane<T, V, S> a, Lane<T, V, S> b) => new(S.Max(a.Vector, b.Vector));
    [MethodImpl(AggressiveInlining)] public static Lane<T, V, S> Min(Lane<T, V, S> a, Lane<T, V, S> b) => new(S.Min(a.Vector, b.Vector));
    [MethodImpl(AggressiveInlining)] public static Lane<T, V, S> Abs(Lane<T, V, S> a) => new(S.Abs(a.Vector));
    [MethodImpl(AggressiveInlining)] public static Lane<T, V, S> Sqrt(Lane<T, V, S> a) => new(S.Sqrt(a.Vector));
    [MethodImpl(AggressiveInlining)] public static Lane<T, V, S> Exp(Lane<T, V, S> a) => new(Transcendental<T, V, S>.Exp(a.Vector));
    [MethodImpl(AggressiveInlining)] public static Lane<T, V, S> Log(Lane<T, V, S> a) => new(Transcendental<T, V, S>.Log(a.Vector));
    [MethodImpl(AggressiveInlining)] public static Lane<T, V, S> Tanh(Lane<T, V, S> a) => new(Transcendental<T, V, S>.Tanh(a.Vector));
    [MethodImpl(AggressiveInlining)] public static Lane<T, V, S> Erf(Lane<T, V, S> a) => new(ErrorFunction<T, V, S>.Erf(a.Vector));
    [MethodImpl(AggressiveInlining)] public static Lane<T, V, S> Sin(Lane<T, V, S> a) => new(Trigonometry<T, V, S>.Sin(a.Vector));
    [MethodImpl(AggressiveInlining)] public static Lane<T, V, S> Cos(Lane<T, V, S> a) => new(Trigonometry<T, V, S>.Cos(a.Vector));

    [MethodImpl(AggressiveInlining)]
    public static Lane<T, V, S> WhereGreater(Lane<T, V, S> a, Lane<T, V, S> b, Lane<T, V, S> then, Lane<T, V, S> otherwise)
        => new(S.WhereGreater(a.Vector, b.Vector, then.Vector, otherwise.Vector));

    [MethodImpl(AggressiveInlining)] public static T Sum(Lane<T, V, S> a) => S.Sum(a.Vector);
    [MethodImpl(AggressiveInlining)] public static T MaxAcross(Lane<T, V, S> a) => S.MaxAcross(a.Vector);

    [MethodImpl(AggressiveInlining)]
    public static Lane<T, V, S> Part(Lane<T, V, S> a, int count, Lane<T, V, S> rest) => new(S.Part(a.Vector, count, rest.Vector));
}
