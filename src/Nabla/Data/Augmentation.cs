namespace Nabla.Data;

/// <summary>Changes examples that are learnt from, in every epoch otherwise: the stage between the sampler, which says what comes when, and the
/// batch. What it does follows from its settings, the example and the epoch alone, so that workers, threads and resuming change nothing.</summary>
public abstract class Augmentation
{
    /// <summary>Refuses examples that it cannot change.</summary>
    /// <exception cref="DataException">They are of another kind.</exception>
    public virtual void Check(Dataset dataset) { }

    /// <summary>Changes one example in place; many threads may ask at once.</summary>
    /// <param name="index">Which example of the set it is.</param>
    /// <param name="epoch">Passes over the set before this one; of a set without epochs the step.</param>
    /// <param name="input">The parts of its input, as the model gets them.</param>
    /// <param name="target">The parts of its target.</param>
    public abstract void Apply(long index, long epoch, Cells input, Cells target);
}
