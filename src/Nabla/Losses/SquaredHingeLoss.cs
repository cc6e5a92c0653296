namespace Nabla.Losses;

/// <summary>max(0, 1 − Y·f)² with Y = ±1: the hinge made smooth.</summary>
/// <param name="Labels">How the target is written.</param>
public sealed record SquaredHingeLoss(BinaryLabels Labels = BinaryLabels.ZeroOne) : ElementwiseLoss(LossTarget.TwoClasses)
{
    internal static readonly Choice<Loss> ByName = new("squared-hinge", "two classes: the hinge made smooth", _ => new SquaredHingeLoss());

    /// <inheritdoc/>
    protected override Tensor OfAligned(Tensor output, Tensor target) =>
        ElementwiseOperation.Apply(output, target, new MarginFormula<SquaredHinge>(Labels));

    readonly struct SquaredHinge : IUnaryFormula
    {
        [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R>
        {
            R shortfall = R.Max(R.Constant(0), R.Constant(1) - x);
            return shortfall * shortfall;
        }

        public static bool SlopeFromInput => true;

        [MethodImpl(AggressiveInlining)]
        public R SlopeAt<R>(R x) where R : struct, IReal<R> => R.Constant(-2) * R.Max(R.Constant(0), R.Constant(1) - x);
    }
}
