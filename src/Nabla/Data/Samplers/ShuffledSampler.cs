namespace Nabla.Data.Samplers;

/// <summary>Every example once per epoch, without replacement, in a new random order each epoch. The order is computed, not stored: any place of any
/// epoch is reached at once, and 10⁸ examples need no memory.</summary>
/// <param name="count">How many examples there are.</param>
/// <param name="batchSize">Examples in a batch.</param>
/// <param name="seed">Decides all orders.</param>
/// <param name="dropLast">Whether an incomplete last batch is left out.</param>
public sealed class ShuffledSampler(long count, int batchSize, long seed, bool dropLast = false) : EpochSampler(count, batchSize, dropLast)
{
    readonly Rng order = Rng.FromSeed(seed).Fork("order");

    /// <summary>The order of an epoch.</summary>
    public Permutation Order(long epoch) => new(Count, order.Fork((ulong)epoch));

    /// <inheritdoc/>
    protected override void Fill(long epoch, long start, Span<long> indices)
    {
        var permutation = Order(epoch);
        for (int i = 0; i < indices.Length; i++) indices[i] = permutation[start + i];
    }
}
