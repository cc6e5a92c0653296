namespace Nabla.Operations.Elementwise;

/// <summary>x held within [low, high]. The slope is 1 inside and on the bounds, 0 outside.</summary>
/// <param name="low">The least value.</param>
/// <param name="high">The greatest value.</param>
public readonly struct Clamp(double low, double high) : IUnaryFormula
{
    readonly Coefficient low = low;
    readonly Coefficient high = FormulaConstant.NotBelow(high, low, nameof(Clamp));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R> => R.Min(high.In<R>(), R.Max(low.In<R>(), x));
}
