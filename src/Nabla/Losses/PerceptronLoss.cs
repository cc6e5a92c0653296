namespace Nabla.Losses;

/// <summary>max(0, −Y·f) with Y = ±1: what the perceptron algorithm descends (Rosenblatt 1958). Where f is 0 the slope is −Y, as for a mistake,
/// so that weights of zero begin to move.</summary>
/// <param name="Labels">How the target is written.</param>
public sealed record PerceptronLoss(BinaryLabels Labels = BinaryLabels.ZeroOne) : ElementwiseLoss(LossTarget.TwoClasses)
{
    internal static readonly Choice<Loss> ByName = new("perceptron", "two classes: how far on the wrong side", _ => new PerceptronLoss());

    /// <inheritdoc/>
    protected override Tensor OfAligned(Tensor output, Tensor target) =>
        ElementwiseOperation.Apply(output, target, new MarginFormula<Mistake>(Labels));

    readonly struct Mistake : IUnaryFormula
    {
        [MethodImpl(AggressiveInlining)] public R Value<R>(R x) where R : struct, IReal<R> => R.Max(R.Constant(0), -x);

        public static bool SlopeFromInput => true;

        [MethodImpl(AggressiveInlining)]
        public R SlopeAt<R>(R x) where R : struct, IReal<R> => R.WhereGreater(x, R.Constant(0), R.Constant(0), R.Constant(-1));
    }
}
