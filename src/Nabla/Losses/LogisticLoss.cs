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
        public static bool HasSlopes => true;

        [MethodImpl(AggressiveInlining)] public R Value<R>(R a, R b) where R : struct, IReal<R>
        {
            // The certain and right answer, a share of 0, costs nothing even at f = ∞.
            R steepness = Steepness(a, b), linear = R.WhereGreater(R.Abs(steepness), R.Constant(0), steepness * a, steepness);
            R power = R.Exp(-R.Abs(a));
            // log(1 + p) = log s + (p − (s − 1))/s to first order, where s is 1 + p as rounded.
            R sum = R.Constant(1) + power;
            return linear + (R.Log(sum) + (power - (sum - R.Constant(1))) / sum);
        }

        /// <summary>σ(f) − t, without a difference of numbers near 1.</summary>
        [MethodImpl(AggressiveInlining)] public R SlopeA<R>(R a, R b) where R : struct, IReal<R>
        {
            R power = R.Exp(-R.Abs(a)), rest = power / (R.Constant(1) + power);
            return Steepness(a, b) + R.WhereGreater(a, R.Constant(0), -rest, rest);
        }

        [MethodImpl(AggressiveInlining)] public R SlopeB<R>(R a, R b) where R : struct, IReal<R> => -(scale.In<R>() * a);

        /// <summary>The slope far out: 1 − t above 0, −t below.</summary>
        [MethodImpl(AggressiveInlining)] R Steepness<R>(R a, R b) where R : struct, IReal<R>
        {
            R share = R.MultiplyAdd(scale.In<R>(), b, shift.In<R>());
            return R.WhereGreater(a, R.Constant(0), R.Constant(1) - share, -share);
        }
    }
}
