namespace Nabla.Optimizers;

/// <summary>One step size per parameter, from a moving average of its squared gradients (Tieleman and Hinton 2012, lecture 6.5):
/// G ← ρG + (1 − ρ)g², θ ← θ − α_t·g/(√G + ε).</summary>
public sealed record RmsProp : OptimizerSettings
{
    static readonly Setting<double> smoothing = new("optimizer.smoothing", "smoothing of the squared gradient", Notations.Share, 0.99);
    internal static readonly Choice<OptimizerSettings>
        ByName = Choose("rmsprop", "a step size per parameter, from a moving average of its squared gradients", new()),
        ByDeviation = Choose("rmsprop-centered", "rmsprop that divides by the gradient's deviation", new() { Centered = true });

    /// <summary>ρ, the share of the past in the average.</summary>
    public double Smoothing { get; init => field = Share(value, nameof(Smoothing)); } = 0.99;

    /// <summary>ε, which avoids a division by zero.</summary>
    public double Epsilon { get; init => field = Positive(value, nameof(Epsilon)); } = 1e-8;

    /// <summary>Divides by the deviation √(G − ḡ²) in place of √G, with ḡ the moving average of the gradient (Graves 2013, arXiv:1308.0850, section 4).</summary>
    public bool Centered { get; init; }

    /// <summary>γ of a heavy ball over the divided gradients: M ← γM + g/(√G + ε), θ ← θ − α_t·M. 0 for none. Not together with <see cref="Centered"/>: a parameter has two state numbers.</summary>
    public double Momentum { get; init => field = Share(value, nameof(Momentum)); }

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateNames => (Centered, Momentum > 0) switch
    {
        (true, true) => throw new ArgumentException("RmsProp: Centered and Momentum exclude each other: each needs the second state number. Leave one out, or use Adam."),
        (true, false) => ["mean_square", "mean_gradient"],
        (false, true) => ["mean_square", "momentum"],
        _ => ["mean_square"],
    };

    /// <inheritdoc/>
    protected internal override void Update(in UpdatePass pass)
    {
        Coefficient tiny = Subnormal.BesideSquare(Epsilon);
        if (Centered) pass.Run(new CenteredFormula(1 - Smoothing, Epsilon, tiny, pass.LearningRate, pass.Decay));
        else if (Momentum > 0) pass.Run(new MomentumFormula(1 - Smoothing, Epsilon, tiny, Momentum, pass.LearningRate, pass.Decay));
        else pass.Run(new PlainFormula(1 - Smoothing, Epsilon, tiny, pass.LearningRate, pass.Decay));
    }

    static Choice<OptimizerSettings> Choose(string name, string description, RmsProp rule) =>
        new(name, description, at => rule with { Smoothing = at.Get(smoothing), Epsilon = at.Get(EpsilonSetting) }, smoothing)
        { Fields = [EpsilonSetting] };

    [MethodImpl(AggressiveInlining)] static R Average<R>(Coefficient share, R past, R now, R tiny) where R : struct, IReal<R> =>
        Subnormal.Flush(R.MultiplyAdd(share.In<R>(), now - past, past), tiny);

    readonly struct PlainFormula(Coefficient share, Coefficient epsilon, Coefficient tiny, Coefficient rate, DecayTerms decay) : IUpdateFormula
    {
        public static int States => 1;

        [MethodImpl(AggressiveInlining)] public void Step<R>(ref R parameter, R gradient, ref R first, ref R second) where R : struct, IReal<R>
        {
            R pulled = decay.Apply(ref parameter, gradient);
            first = Average(share, first, pulled * pulled, tiny.In<R>());
            parameter = R.MultiplyAdd(-rate.In<R>(), pulled / (R.Sqrt(first) + epsilon.In<R>()), parameter);
        }
    }

    readonly struct MomentumFormula(Coefficient share, Coefficient epsilon, Coefficient tiny, Coefficient momentum, Coefficient rate, DecayTerms decay) : IUpdateFormula
    {
        public static int States => 2;

        [MethodImpl(AggressiveInlining)] public void Step<R>(ref R parameter, R gradient, ref R first, ref R second) where R : struct, IReal<R>
        {
            R pulled = decay.Apply(ref parameter, gradient);
            first = Average(share, first, pulled * pulled, tiny.In<R>());
            second = Subnormal.Flush(R.MultiplyAdd(momentum.In<R>(), second, pulled / (R.Sqrt(first) + epsilon.In<R>())));
            parameter = R.MultiplyAdd(-rate.In<R>(), second, parameter);
        }
    }

    readonly struct CenteredFormula(Coefficient share, Coefficient epsilon, Coefficient tiny, Coefficient rate, DecayTerms decay) : IUpdateFormula
    {
        public static int States => 2;

        [MethodImpl(AggressiveInlining)] public void Step<R>(ref R parameter, R gradient, ref R first, ref R second) where R : struct, IReal<R>
        {
            R pulled = decay.Apply(ref parameter, gradient);
            first = Average(share, first, pulled * pulled, tiny.In<R>());
            second = Average(share, second, pulled, tiny.In<R>());
            R variance = R.Max(first - second * second, R.Constant(0)); // rounding may bring it below zero
            parameter = R.MultiplyAdd(-rate.In<R>(), pulled / (R.Sqrt(variance) + epsilon.In<R>()), parameter);
        }
    }
}
