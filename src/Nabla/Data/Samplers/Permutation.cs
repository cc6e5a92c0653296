namespace Nabla.Data.Samplers;

/// <summary>A random order of 0 … count−1 that is computed place by place instead of stored: a Feistel network over pairs (left, right) of a grid
/// just larger than the range, walked on until it lands inside (Black and Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002, sections 4
/// and 5).</summary>
public readonly struct Permutation
{
    const int Rounds = 8;
    readonly ulong width, height, key;

    /// <summary>The order of <paramref name="count"/> numbers that a random source selects.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is not between 1 and 2⁶².</exception>
    public Permutation(long count, Rng source)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1L << 62);
        Count = count;
        width = (ulong)Math.Ceiling(Math.Sqrt(count));
        height = ((ulong)count + width - 1) / width;
        key = source.Key;
    }

    /// <summary>How many numbers are ordered.</summary>
    public long Count { get; }

    /// <summary>The number at a place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public long this[long place]
    {
        get
        {
            if ((ulong)place >= (ulong)Count) throw new ArgumentOutOfRangeException(nameof(place), $"Place {place} is not in an order of {Count}.");
            ulong at = (ulong)place;
            do at = Step(at); while (at >= (ulong)Count);
            return (long)at;
        }
    }

    ulong Step(ulong at)
    {
        ulong left = at / width, right = at % width;
        for (ulong round = 0; round < Rounds; round += 2)
        {
            left = Add(left, Mix(right, round), height);
            right = Add(right, Mix(left, round + 1), width);
        }
        return left * width + right;
    }

    static ulong Add(ulong value, ulong bits, ulong modulus)
    {
        value += Math.BigMul(bits, modulus, out _);
        return value >= modulus ? value - modulus : value;
    }

    /// <summary>The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), keyed by round.</summary>
    ulong Mix(ulong half, ulong round)
    {
        ulong z = (half ^ key) + (round + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
