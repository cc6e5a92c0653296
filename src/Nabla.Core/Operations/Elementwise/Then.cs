namespace Nabla.Operations.Elementwise;

/// <summary>Two formulas one after the other, y = second(first(x)), as one loop over memory.</summary>
public readonly struct Then<TFirst, TSecond>(TFirst first, TSecond second) : IUnaryFormula
    where TFirst : struct, IUnaryFormula where TSecond : struct, IUnaryFormula
{
    readonly TFirst first = first;
    readonly TSecond second = second;

    /// <inheritdoc/>
    public static (double Low, double High) Domain => TFirst.Domain;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R> => second.Value(first.Value(x));
}
