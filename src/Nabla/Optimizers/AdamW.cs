namespace Nabla.Optimizers;

/// <summary><see cref="Adam"/> with decoupled weight decay, θ ← θ − α_t·μθ before each step (Loshchilov and Hutter 2019, arXiv:1711.05101):
/// the lecture's standard.</summary>
public sealed record AdamW : Adam
{
    internal static readonly Choice<OptimizerSettings> Standard =
        Choose("adamw", "adam with decoupled weight decay: the lecture's standard", new AdamW());

    /// <summary>The usual constants, with weight decay 0.01.</summary>
    public AdamW()
    {
        WeightDecay = 0.01;
        DecayForm = WeightDecayForm.DecoupledScheduled;
    }
}
