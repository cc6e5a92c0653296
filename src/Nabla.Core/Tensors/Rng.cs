using Nabla.Devices.Cpu;

namespace Nabla.Tensors;

/// <summary>A source of random numbers that never changes: the number at a position depends on the key and the position alone, so who draws first,
/// and on how many threads, makes no difference. Derive one source per purpose with <see cref="Fork(string)"/>.</summary>
public readonly record struct Rng
{
    readonly ulong key;

    Rng(ulong key) => this.key = key;

    /// <summary>The source of a seed.</summary>
    public static Rng FromSeed(long seed) => new Rng(0x6E61626C61).Fork((ulong)seed);

    /// <summary>The key that selects this source among 2⁶⁴.</summary>
    public ulong Key => key;

    /// <summary>An independent source for a purpose, for example "order" or "dropout".</summary>
    public Rng Fork(string purpose)
    {
        ulong hash = 14695981039346656037; // FNV-1a
        foreach (byte b in Encoding.UTF8.GetBytes(purpose)) hash = (hash ^ b) * 1099511628211;
        return Fork(hash ^ 0x5BD1E995);
    }

    /// <summary>An independent source for an index, for example an epoch or a step.</summary>
    public Rng Fork(ulong index)
    {
        var (a, b, _, _) = Philox.At(key, index, 0x666F726B);
        return new Rng(a | (ulong)b << 32);
    }

    /// <summary>Thirty-two random bits at a position.</summary>
    public uint Bits(long position)
    {
        var (a, b, c, d) = Philox.At(key, (ulong)position >> 2, 0);
        return (position & 3) switch { 0 => a, 1 => b, 2 => c, _ => d };
    }

    /// <summary>Uniform in [0, 1) with 24 random bits, at a position.</summary>
    public float Uniform(long position) => Draw.Uniform(Bits(position));

    /// <summary>Standard normal at a position, by Box and Muller (1958); positions 2i and 2i + 1 share one pair of draws.</summary>
    public float Normal(long position)
    {
        var (a, b, c, d) = Philox.At(key, (ulong)position >> 2, 0);
        bool second = (position & 2) != 0;
        var (cosine, sine) = Draw.Normal(second ? c : a, second ? d : b);
        return (position & 1) != 0 ? sine : cosine;
    }

    /// <summary>A reader that walks the positions from 0 on, for code that draws one number after the other.</summary>
    public RngReader Reader() => new(this);

    /// <summary>A random order of 0 … count−1 (Fisher and Yates).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public int[] Permutation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var order = new int[count];
        for (int i = 0; i < count; i++) order[i] = i;
        Reader().Shuffle<int>(order);
        return order;
    }
}
