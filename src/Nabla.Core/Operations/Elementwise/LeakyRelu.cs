namespace Nabla.Operations.Elementwise;

/// <summary>x where it is positive, else slope·x (Maas, Hannun and Ng, "Rectifier nonlinearities improve neural network acoustic models", ICML 2013).</summary>
/// <remarks>The lecture writes ReLU(x) + αx, which is steeper by α above 0: see <see cref="LectureLeakyRelu"/>.</remarks>
/// <param name="slope">The slope below 0; at least 0.</param>
public readonly struct LeakyRelu(double slope) : IUnaryFormula
{
    readonly Coefficient slope = FormulaConstant.NotNegative(slope, nameof(LeakyRelu), nameof(slope));

    /// <inheritdoc/>
    public static bool SlopeFromOutput => true;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R> => R.WhereGreater(x, R.Constant(0), x, slope.In<R>() * x);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public R Slope<R>(R y) where R : struct, IReal<R> => R.WhereGreater(y, R.Constant(0), R.Constant(1), slope.In<R>());
}
