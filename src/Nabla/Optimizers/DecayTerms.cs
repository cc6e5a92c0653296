namespace Nabla.Optimizers;

/// <summary>What weight decay comes to in one update: g ← g + <paramref name="Coupled"/>·θ, then θ ← <paramref name="Keep"/>·θ.
/// Without decay they are 0 and 1, and change nothing.</summary>
/// <param name="Coupled">The share of the parameter that is added to its gradient.</param>
/// <param name="Keep">The share of the parameter that is left before the rule's own step.</param>
public readonly record struct DecayTerms(Coefficient Coupled, Coefficient Keep)
{
    /// <summary>No decay.</summary>
    public static DecayTerms None => new(0, 1);

    /// <summary>The terms of a form, for a strength μ, the learning rate α_t and the schedule's factor s_t.</summary>
    public static DecayTerms Of(WeightDecayForm form, double strength, double learningRate, double scheduleFactor) => form switch
    {
        WeightDecayForm.Coupled => new(strength, 1),
        WeightDecayForm.CoupledScheduled => new(strength * scheduleFactor, 1),
        WeightDecayForm.Decoupled => new(0, 1 - strength),
        _ => new(0, 1 - learningRate * strength),
    };

    /// <summary>Shrinks the parameter and returns the gradient to step with.</summary>
    [MethodImpl(AggressiveInlining)] public R Apply<R>(ref R parameter, R gradient) where R : struct, IReal<R>
    {
        R pulled = R.MultiplyAdd(Coupled.In<R>(), parameter, gradient);
        parameter *= Keep.In<R>();
        return pulled;
    }
}
