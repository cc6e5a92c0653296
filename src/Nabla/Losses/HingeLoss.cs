namespace Nabla.Losses;

/// <summary>max(0, 1 − Y·f) with Y = ±1: the loss of support vector machines (Cortes and Vapnik 1995).</summary>
/// <param name="Labels">How the target is written.</param>
public sealed record HingeLoss(BinaryLabels Labels = BinaryLabels.ZeroOne) : ElementwiseLoss(LossTarget.TwoClasses)
{
    internal static readonly Choice<Loss> ByName = new("hinge", "two classes: that of support vector machines", _ => new HingeLoss());

    /// <inheritdoc/>
    protected override Tensor OfAligned(Tensor output, Tensor target) => ElementwiseOperation.Apply(output, target, new MarginFormula<Hinge>(Labels));

    readonly struct Hinge : IUnaryFormula
    {
        [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R> => R.Max(R.Constant(0), R.Constant(1) - x);

        public static bool SlopeFromInput => true;

        [MethodImpl(AggressiveInlining)]
        public R SlopeAt<R>(R x) where R : struct, IReal<R> => R.WhereGreater(x, R.Constant(1), R.Constant(0), R.Constant(-1));
    }
}
