namespace Nabla.Operations.Elementwise;

/// <summary>max(x, 0) + α·x: the leaky rectifier as the lecture writes it. Its slopes are 1 + α and α; <see cref="LeakyRelu"/> has 1 and α.</summary>
/// <param name="alpha">What is added to the slope everywhere; at least 0.</param>
public readonly struct LectureLeakyRelu(double alpha) : IUnaryFormula
{
    readonly Coefficient alpha = FormulaConstant.NotNegative(alpha, nameof(LectureLeakyRelu), nameof(alpha));

    /// <inheritdoc/>
    public static bool SlopeFromOutput => true;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R> => R.MultiplyAdd(alpha.In<R>(), x, R.Max(x, R.Constant(0)));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public R Slope<R>(R y) where R : struct, IReal<R> => R.WhereGreater(y, R.Constant(0), R.Constant(1) + alpha.In<R>(), alpha.In<R>());
}
