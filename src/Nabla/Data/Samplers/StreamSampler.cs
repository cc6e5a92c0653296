namespace Nabla.Data.Samplers;

/// <summary>An endless stream from its beginning on, each example seen once: step s takes positions s·batch … s·batch + batch − 1.</summary>
/// <param name="batchSize">Examples in a batch.</param>
public sealed class StreamSampler(int batchSize) : Sampler(batchSize, null)
{
    /// <inheritdoc/>
    public override int Fill(long step, Span<long> indices)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        for (int i = 0; i < BatchSize; i++) indices[i] = checked(step * BatchSize + i);
        return BatchSize;
    }
}
