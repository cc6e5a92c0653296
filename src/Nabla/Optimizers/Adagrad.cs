namespace Nabla.Optimizers;

/// <summary>One step size per parameter, from the sum of its squared gradients (Duchi et al. 2011): G ← G + g², θ ← θ − α_t·g/(√G + ε).</summary>
public sealed record Adagrad : OptimizerSettings
{
    internal static readonly Choice<OptimizerSettings>
        ByName = new("adagrad", "a step size per parameter, from the sum of its squared gradients",
            at => new Adagrad { Epsilon = at.Get(EpsilonSetting) }) { Fields = [EpsilonSetting] },
        BySlide = new("adagrad-slide", "adagrad with ε under the root",
            at => new Adagrad { Epsilon = at.Get(EpsilonSetting), EpsilonUnderRoot = true }) { Fields = [EpsilonSetting] };

    /// <summary>ε, which avoids a division by zero; by name 1e-8, as in the other rules.</summary>
    public double Epsilon { get; init => field = Positive(value, nameof(Epsilon)); } = 1e-10;

    /// <summary>The lecture's g/√(G + ε) in place of g/(√G + ε).</summary>
    public bool EpsilonUnderRoot { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateNames => ["sum_of_squares"];

    /// <inheritdoc/>
    protected internal override void Update(in UpdatePass pass) =>
        pass.Run(new Formula(pass.LearningRate, EpsilonUnderRoot ? Epsilon : 0, EpsilonUnderRoot ? 0 : Epsilon, pass.Decay));

    readonly struct Formula(Coefficient rate, Coefficient underRoot, Coefficient besideRoot, DecayTerms decay) : IUpdateFormula
    {
        public static int States => 1;

        [MethodImpl(AggressiveInlining)] public void Step<R>(ref R parameter, R gradient, ref R first, ref R second) where R : struct, IReal<R>
        {
            R pulled = decay.Apply(ref parameter, gradient);
            first = R.MultiplyAdd(pulled, pulled, first);
            R root = R.Sqrt(first + underRoot.In<R>()) + besideRoot.In<R>();
            parameter = R.MultiplyAdd(-rate.In<R>(), pulled / root, parameter);
        }
    }
}
