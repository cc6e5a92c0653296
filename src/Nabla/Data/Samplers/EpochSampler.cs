namespace Nabla.Data.Samplers;

/// <summary>Each example once per epoch, in an order that the derived class gives.</summary>
public abstract class EpochSampler : Sampler
{
    private protected EpochSampler(long count, int batchSize, bool dropLast) : base(batchSize, Steps(count, batchSize, dropLast)) => Count = count;

    /// <summary>How many examples there are.</summary>
    public long Count { get; }

    /// <summary>Writes the examples at the positions of an epoch from <paramref name="start"/> on.</summary>
    protected abstract void Fill(long epoch, long start, Span<long> indices);

    /// <inheritdoc/>
    public override int Fill(long step, Span<long> indices)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        long epoch = Math.DivRem(step, StepsPerEpoch!.Value, out long batch), start = batch * BatchSize;
        int filled = (int)Math.Min(BatchSize, Count - start);
        Fill(epoch, start, indices[..filled]);
        return filled;
    }
}
