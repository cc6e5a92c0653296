namespace Nabla.Losses;

/// <summary>−log σ(f·Y) with Y = ±1, or −Y log σ(f) − (1 − Y) log(1 − σ(f)) with Y from 0 to 1, which also takes soft labels; f is the output, before
/// any sigmoid. The slide "Classification loss" writes Σ log σ(f·Y) without the minus sign: that is the likelihood, which is to be made
/// large.</summary>
/// <param name="Labels">How the target is written.</param>
public sealed record LogisticLoss(BinaryLabels Labels = BinaryLabels.ZeroOne) : ElementwiseLoss(LossTarget.TwoClasses)
{
    internal static readonly Choice<Loss> ByName = new("logistic", "two classes: −log of the right one's probability", _ => new LogisticLoss());

    /// <inheritdoc/>
    protected override Tensor OfAligned(Tensor output, Tensor target) => ElementwiseOperation.Apply(output, target,
        Labels == BinaryLabels.ZeroOne ? new LogisticFormula(1, 0) : new LogisticFormula(0.5, 0.5));

    /// <summary>log(1 + eᶠ) − t·f with t = scale·Y + shift, as (max(f, 0) − t·f) + log(1 + e^(−|f|)) so that nothing overflows or cancels.</summary>
    readonly struct LogisticFormula(Coefficient scale, Coefficient shift) : IBinaryFormula
    {
        [MethodImpl(AggressiveInlining)] public R Value<R>(R a, R b) where R : struct, IReal<R>
        {
            R share = R.MultiplyAdd(scale.In<R>(), b, shift.In<R>());
            // At f = 0 both ties go to f as written, with slopes 1 and −1, and the slope comes out as σ(0) − t.
            R linear = R.MultiplyAdd(-share, a, R.Max(R.Constant(0), a)), power = R.Exp(R.Min(a, -a));
            // log(1 + p) = log s + (p − (s − 1))/s to first order, where s is 1 + p as rounded.
            R sum = R.Constant(1) + power;
            return linear + (R.Log(sum) + (power - (sum - R.Constant(1))) / sum);
        }
    }
}
