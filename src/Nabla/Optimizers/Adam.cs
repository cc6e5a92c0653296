namespace Nabla.Optimizers;

/// <summary>Momentum and one step size per parameter (Kingma and Ba 2015, arXiv:1412.6980):
/// M ← β₁M + (1 − β₁)g, G ← β₂G + (1 − β₂)g², θ ← θ − α_t·(M/c₁)/(√(G/c₂) + ε) with c = 1 − βᵗ.
/// Weight decay is coupled; <see cref="AdamW"/> is the same rule with decoupled decay.</summary>
public record Adam : OptimizerSettings
{
    private protected static readonly Setting<double>
        Beta1Setting = new("optimizer.beta1", "smoothing of the gradient", Notations.Share, 0.9),
        Beta2Setting = new("optimizer.beta2", "smoothing of the squared gradient", Notations.Share, 0.999);

    internal static readonly Choice<OptimizerSettings>
        ByName = Choose("adam", "momentum, and a step size per parameter from its squared gradients", new Adam()),
        BySlide = Choose("adam-slide", "the slide's adam, whose corrected averages go into the next step's",
            new Adam { EpsilonUnderRoot = true, CorrectionInsideRecursion = true });

    /// <summary>β₁, the share of the past in the average of gradients; β on the slide.</summary>
    public double Beta1 { get; init => field = Share(value, nameof(Beta1)); } = 0.9;

    /// <summary>β₂, the share of the past in the average of squared gradients; γ on the slide.</summary>
    public double Beta2 { get; init => field = Share(value, nameof(Beta2)); } = 0.999;

    /// <summary>ε, which avoids a division by zero.</summary>
    public double Epsilon { get; init => field = Positive(value, nameof(Epsilon)); } = 1e-8;

    /// <summary>The lecture's M/√(G + ε) in place of M/(√G + ε), both after correction.</summary>
    public bool EpsilonUnderRoot { get; init; }

    /// <summary>The lecture's recursion read to the letter: M_t = (β₁M_{t−1} + (1 − β₁)g)/c₁, and G likewise, so that the corrected average goes into
    /// the next step's. Each step then divides again, and the averages grow by the product of all 1/c: with β₂ = 0.999 G overflows after some dozen
    /// steps and the parameters stand still. For the lesson only.</summary>
    public bool CorrectionInsideRecursion { get; init; }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> StateNames => ["first_moment", "second_moment"];

    /// <inheritdoc/>
    protected internal sealed override void Update(in UpdatePass pass)
    {
        double c1 = 1 - Math.Pow(Beta1, pass.Step), c2 = 1 - Math.Pow(Beta2, pass.Step);
        double inside1 = CorrectionInsideRecursion ? c1 : 1, inside2 = CorrectionInsideRecursion ? c2 : 1;
        // (M/c₁)/(√(G/c₂) + ε) = √c₂/c₁ · M/(√G + ε√c₂), for what of the corrections is left outside.
        double outside1 = c1 / inside1, outside2 = c2 / inside2;
        pass.Run(new Formula(
            Beta1 / inside1, (1 - Beta1) / inside1, Beta2 / inside2, (1 - Beta2) / inside2,
            pass.LearningRate * Math.Sqrt(outside2) / outside1,
            EpsilonUnderRoot ? Epsilon * outside2 : 0,
            EpsilonUnderRoot ? 0 : Epsilon * Math.Sqrt(outside2),
            Subnormal.BesideSquare((EpsilonUnderRoot ? Math.Sqrt(Epsilon) : Epsilon) * Math.Sqrt(outside2)), pass.Decay));
    }

    private protected static Choice<OptimizerSettings> Choose(string name, string description, Adam rule) =>
        new(name, description,
            at => rule with { Beta1 = at.Get(Beta1Setting), Beta2 = at.Get(Beta2Setting), Epsilon = at.Get(EpsilonSetting) },
            Beta1Setting, Beta2Setting)
        { Fields = [EpsilonSetting] };

    readonly struct Formula(Coefficient keep1, Coefficient take1, Coefficient keep2, Coefficient take2, Coefficient rate, Coefficient underRoot, Coefficient besideRoot,
        Coefficient tiny, DecayTerms decay) : IUpdateFormula
    {
        public static int States => 2;

        [MethodImpl(AggressiveInlining)] public void Step<R>(ref R parameter, R gradient, ref R first, ref R second) where R : struct, IReal<R>
        {
            R pulled = decay.Apply(ref parameter, gradient);
            first = Subnormal.Flush(R.MultiplyAdd(keep1.In<R>(), first, take1.In<R>() * pulled));
            second = Subnormal.Flush(R.MultiplyAdd(keep2.In<R>(), second, take2.In<R>() * pulled * pulled), tiny.In<R>());
            R root = R.Sqrt(second + underRoot.In<R>()) + besideRoot.In<R>();
            parameter = R.MultiplyAdd(-rate.In<R>(), first / root, parameter);
        }
    }
}
