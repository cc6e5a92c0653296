namespace Nabla.Tensors;

/// <summary>Walks the positions of an <see cref="Rng"/>, one number after the other.</summary>
public sealed class RngReader(Rng source)
{
    long position;

    /// <summary>The next 32 random bits.</summary>
    public uint Bits() => source.Bits(position++);

    /// <summary>The next uniform number in [0, 1).</summary>
    public float Uniform() => source.Uniform(position++);

    /// <summary>The next uniform number in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public float Uniform(float low, float high) => low + (high - low) * Uniform();

    /// <summary>The next standard normal number.</summary>
    public float Normal() => source.Normal(position++);

    /// <summary>The next whole number in [0, <paramref name="bound"/>), without modulo bias (Lemire 2019).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        ulong product = (ulong)Bits() * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            uint floor = (0u - (uint)bound) % (uint)bound;
            while ((uint)product < floor) product = (ulong)Bits() * (uint)bound;
        }
        return (int)(product >> 32);
    }

    /// <summary>Puts the items into a random order, in place (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
