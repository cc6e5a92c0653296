namespace Nabla.Data.Samplers;

/// <summary>Examples drawn independently and uniformly, with replacement: the stochastic gradient of the textbook, unbiased at every step.</summary>
public sealed class ReplacementSampler : Sampler
{
    readonly long count;
    readonly Rng draws;

    /// <summary>Draws among <paramref name="count"/> examples.</summary>
    /// <param name="count">How many examples there are.</param>
    /// <param name="batchSize">Examples in a batch.</param>
    /// <param name="seed">Decides all draws.</param>
    /// <param name="epoch">Draws that count as one pass; null: as many as there are examples.</param>
    public ReplacementSampler(long count, int batchSize, long seed, long? epoch = null) : base(batchSize, Steps(epoch ?? count, batchSize, false)) =>
        (this.count, draws) = (count, Rng.FromSeed(seed).Fork("draws"));

    /// <summary>The step: an example may come back at once.</summary>
    public override long EpochOf(long step) => step;

    /// <inheritdoc/>
    public override int Fill(long step, Span<long> indices)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        for (int i = 0; i < BatchSize; i++) indices[i] = (long)Math.BigMul(draws.Fork((ulong)(step * BatchSize + i)).Key, (ulong)count, out _); // the bias is below count / 2⁶⁴
        return BatchSize;
    }
}
