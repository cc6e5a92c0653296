namespace Nabla.Optimizers;

/// <summary>One update of one stretch of the arenas: what a rule has to know, and the kernel that runs its formula.</summary>
public readonly ref struct UpdatePass
{
    internal IKernels Kernels { get; init; }
    internal Region Parameter { get; init; }
    internal Region Gradient { get; init; }
    internal Region First { get; init; }
    internal Region Second { get; init; }
    internal long Count { get; init; }
    internal double GradientScale { get; init; }

    /// <summary>The number of this update, from 1.</summary>
    public long Step { get; internal init; }

    /// <summary>α_t for this stretch: the learning rate times the group's factor.</summary>
    public double LearningRate { get; internal init; }

    /// <summary>The weight decay of this stretch.</summary>
    public DecayTerms Decay { get; internal init; }

    /// <summary>Changes parameters and states in place, in one pass.</summary>
    public void Run<F>(F formula) where F : struct, IUpdateFormula =>
        Kernels.Update(formula, Parameter, Gradient, First, Second, Count, GradientScale);
}
