namespace Nabla.Optimizers;

/// <summary>Heavy ball (Polyak 1964): M ← γM + g, θ ← θ − α_t·M. <see cref="Nesterov"/> looks ahead instead.</summary>
public sealed record Momentum : OptimizerSettings
{
    internal static readonly Setting<double> Inertia = new("optimizer.momentum", "share of the last update that is kept", Notations.Share, 0.9);
    internal static readonly Choice<OptimizerSettings>
        ByName = new("momentum", "heavy ball", at => new Momentum { Coefficient = at.Get(Inertia) }, Inertia),
        BySlide = new("momentum-slide", "heavy ball whose past gradients keep the rate of their own time",
            at => new Momentum { Coefficient = at.Get(Inertia), RateInside = true }, Inertia);

    /// <summary>γ, the inertia: 0.9 or 0.99.</summary>
    public double Coefficient { get; init => field = Share(value, nameof(Coefficient)); } = 0.9;

    /// <summary>The lecture's form M ← γM + α_t·g, θ ← θ − M. It is the same while the learning rate is constant; when that falls, past gradients
    /// keep the rate of their own time.</summary>
    public bool RateInside { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateNames => ["momentum"];

    /// <inheritdoc/>
    protected internal override void Update(in UpdatePass pass) => pass.Run(RateInside
        ? new Formula(Coefficient, pass.LearningRate, 1, pass.Decay)
        : new Formula(Coefficient, 1, pass.LearningRate, pass.Decay));

    readonly struct Formula(Coefficient coefficient, Coefficient inner, Coefficient outer, DecayTerms decay) : IUpdateFormula
    {
        public static int States => 1;

        [MethodImpl(AggressiveInlining)] public void Step<R>(ref R parameter, R gradient, ref R first, ref R second) where R : struct, IReal<R>
        {
            R pulled = decay.Apply(ref parameter, gradient) * inner.In<R>();
            first = Subnormal.Flush(R.MultiplyAdd(coefficient.In<R>(), first, pulled));
            parameter = R.MultiplyAdd(-outer.In<R>(), first, parameter);
        }
    }
}
