namespace Nabla.Data.Samplers;

/// <summary>Which examples make up the batch of a step. Every sampler is a pure function of its settings and the step number, so the place in the
/// data is that number: resuming needs nothing else.</summary>
public abstract class Sampler
{
    /// <summary>A way to draw of one's own: <see cref="Fill"/> says the rest.</summary>
    /// <param name="batchSize">The most examples in a batch, at least 1.</param>
    /// <param name="stepsPerEpoch">Batches in one pass over the data; null if there is no such thing.</param>
    protected Sampler(int batchSize, long? stepsPerEpoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        (BatchSize, StepsPerEpoch) = (batchSize, stepsPerEpoch);
    }

    /// <summary>The most examples in a batch.</summary>
    public int BatchSize { get; }

    /// <summary>Batches in one pass over the data; null if it is endless.</summary>
    public long? StepsPerEpoch { get; }

    /// <summary>Writes the indices of the batch of <paramref name="step"/> (from 0, through all epochs); returns how many, at most <see cref="BatchSize"/>.</summary>
    public abstract int Fill(long step, Span<long> indices);

    /// <summary>Passes over the data before that of a step; where there is no such thing, the step: whatever goes by it is new every time.</summary>
    public virtual long EpochOf(long step) => StepsPerEpoch is { } steps ? step / steps : step;

    /// <summary>The usual choice for training: a stream in its order, anything else shuffled anew every epoch.</summary>
    /// <param name="examples">How many examples there are; null for an endless stream.</param>
    /// <param name="batchSize">The most examples in a batch.</param>
    /// <param name="seed">Decides the order.</param>
    public static Sampler For(long? examples, int batchSize, long seed) =>
        examples is { } count ? new ShuffledSampler(count, batchSize, seed) : new StreamSampler(batchSize);

    /// <summary>Batches in an epoch of <paramref name="count"/> examples.</summary>
    private protected static long Steps(long count, int batchSize, bool dropLast)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        if (dropLast && count < batchSize) throw new ArgumentException($"A batch of {batchSize} from {count} examples is incomplete, and incomplete batches are dropped: nothing is left. Lower the batch size.");
        return dropLast ? count / batchSize : (count - 1) / batchSize + 1;
    }
}
