namespace Nabla.Optimizers;

/// <summary>How weight decay of strength μ enters an update with learning rate α_t = α₀·s_t, where s_t is the schedule's factor.</summary>
public enum WeightDecayForm
{
    /// <summary>g ← g + μθ: the gradient of the penalty μ/2·‖θ‖², which the rule then treats as any gradient. The usual form but for AdamW.</summary>
    Coupled,

    /// <summary>g ← g + s_t·μθ: the lecture's penalty whose μ_t falls with the learning rate. The slide's μ_t‖θ‖² has no ½ before it, and so the
    /// gradient 2μ_tθ: take twice the slide's μ.</summary>
    CoupledScheduled,

    /// <summary>θ ← θ − μθ, next to the rule and whatever the learning rate.</summary>
    Decoupled,

    /// <summary>θ ← θ − α_t·μθ, next to the rule: AdamW (Loshchilov and Hutter 2019, arXiv:1711.05101) as PyTorch writes it. It falls with the learning rate.</summary>
    DecoupledScheduled,
}
