namespace Nabla.Data.Samplers;

/// <summary>Every example once per epoch, in its own order: for evaluation.</summary>
/// <param name="count">How many examples there are.</param>
/// <param name="batchSize">Examples in a batch.</param>
/// <param name="dropLast">Whether an incomplete last batch is left out.</param>
public sealed class SequentialSampler(long count, int batchSize, bool dropLast = false) : EpochSampler(count, batchSize, dropLast)
{
    /// <inheritdoc/>
    protected override void Fill(long epoch, long start, Span<long> indices)
    {
        for (int i = 0; i < indices.Length; i++) indices[i] = start + i;
    }
}
