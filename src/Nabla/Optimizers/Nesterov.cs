namespace Nabla.Optimizers;

/// <summary>Nesterov's momentum, written for the gradient at the parameters themselves (Sutskever et al. 2013, as in PyTorch):
/// M ← γM + g, θ ← θ − α_t·(g + γM).</summary>
public sealed record Nesterov : OptimizerSettings
{
    internal static readonly Choice<OptimizerSettings> ByName =
        new("nesterov", "momentum that looks ahead", at => new Nesterov { Coefficient = at.Get(Momentum.Inertia) }, Momentum.Inertia);

    /// <summary>γ, the inertia.</summary>
    public double Coefficient { get; init => field = Share(value, nameof(Coefficient)); } = 0.9;

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateNames => ["momentum"];

    /// <inheritdoc/>
    protected internal override void Update(in UpdatePass pass) => pass.Run(new Formula(Coefficient, pass.LearningRate, pass.Decay));

    readonly struct Formula(Coefficient coefficient, Coefficient rate, DecayTerms decay) : IUpdateFormula
    {
        public static int States => 1;

        [MethodImpl(AggressiveInlining)] public void Step<R>(ref R parameter, R gradient, ref R first, ref R second) where R : struct, IReal<R>
        {
            R pulled = decay.Apply(ref parameter, gradient), inertia = coefficient.In<R>();
            first = Subnormal.Flush(R.MultiplyAdd(inertia, first, pulled));
            parameter = R.MultiplyAdd(-rate.In<R>(), R.MultiplyAdd(inertia, first, pulled), parameter);
        }
    }
}
