namespace Nabla.Operations.Elementwise;

/// <summary>scale·x + shift.</summary>
/// <param name="scale">The factor.</param>
/// <param name="shift">What is added.</param>
public readonly struct ScaleShift(double scale, double shift) : IUnaryFormula
{
    readonly Coefficient scale = scale;
    readonly Coefficient shift = shift;

    /// <inheritdoc/>
    public static bool SlopeFromOutput => true;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R> => R.MultiplyAdd(scale.In<R>(), x, shift.In<R>());

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)] public R Slope<R>(R y) where R : struct, IReal<R> => scale.In<R>();
}
