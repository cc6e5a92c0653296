namespace Nabla.Optimizers;

/// <summary>The sign of a momentum that leans to the newest gradient (Chen et al. 2023, arXiv:2302.06675, algorithm 2):
/// θ ← θ − α_t·sign(β₁M + (1 − β₁)g), M ← β₂M + (1 − β₂)g. Every weight moves by α_t, so the learning rate is 3 to 10 times smaller than
/// Adam's, and decoupled weight decay as many times larger (section 5). It keeps one number for each parameter.</summary>
public sealed record Lion : OptimizerSettings
{
    static readonly Setting<double>
        beta1 = new("optimizer.beta1", "smoothing of the gradient", Notations.Share, 0.9),
        beta2 = new("optimizer.beta2", "smoothing of the momentum that is kept", Notations.Share, 0.99);

    internal static readonly Choice<OptimizerSettings> ByName =
        new("lion", "the sign of a momentum; wants a smaller rate than adam",
            at => new Lion { Beta1 = at.Get(beta1), Beta2 = at.Get(beta2) }, beta1, beta2);

    /// <summary>β₁, the share of the past in what the sign is taken of.</summary>
    public double Beta1 { get; init => field = Share(value, nameof(Beta1)); } = 0.9;

    /// <summary>β₂, the share of the past in the momentum that is kept.</summary>
    public double Beta2 { get; init => field = Share(value, nameof(Beta2)); } = 0.99;

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateNames => ["momentum"];

    /// <inheritdoc/>
    protected internal override void Update(in UpdatePass pass) =>
        pass.Run(new Formula(Beta1, 1 - Beta1, Beta2, 1 - Beta2, pass.LearningRate, pass.Decay));

    readonly struct Formula(Coefficient keep1, Coefficient take1, Coefficient keep2, Coefficient take2, Coefficient rate, DecayTerms decay)
        : IUpdateFormula
    {
        public static int States => 1;

        [MethodImpl(AggressiveInlining)] public void Step<R>(ref R parameter, R gradient, ref R first, ref R second) where R : struct, IReal<R>
        {
            R pulled = decay.Apply(ref parameter, gradient), zero = R.Constant(0), step = rate.In<R>();
            R leaning = R.MultiplyAdd(keep1.In<R>(), first, take1.In<R>() * pulled);
            first = Subnormal.Flush(R.MultiplyAdd(keep2.In<R>(), first, take2.In<R>() * pulled));
            parameter -= R.WhereGreater(leaning, zero, step, R.WhereGreater(zero, leaning, -step, zero));
        }
    }
}
