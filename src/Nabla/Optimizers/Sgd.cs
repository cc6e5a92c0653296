namespace Nabla.Optimizers;

/// <summary>θ ← θ − α_t·g. With the gradient of the whole data set this is the lecture's gradient descent, with that of one example or a
/// few it is stochastic gradient descent: the rule is the same.</summary>
public sealed record Sgd : OptimizerSettings
{
    internal static readonly Choice<OptimizerSettings>
        ByName = new("sgd", "a step against the gradient", _ => new Sgd()),
        OfAll = new("gradient-descent", "sgd on the whole training set at once", _ => new Sgd { TakesWholeSet = true });

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateNames => [];

    /// <inheritdoc/>
    protected internal override void Update(in UpdatePass pass) => pass.Run(new Formula(pass.LearningRate, pass.Decay));

    readonly struct Formula(Coefficient rate, DecayTerms decay) : IUpdateFormula
    {
        public static int States => 0;

        [MethodImpl(AggressiveInlining)] public void Step<R>(ref R parameter, R gradient, ref R first, ref R second) where R : struct, IReal<R>
        {
            R pulled = decay.Apply(ref parameter, gradient);
            parameter = R.MultiplyAdd(-rate.In<R>(), pulled, parameter);
        }
    }
}
