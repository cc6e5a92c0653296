namespace Nabla.Data.Generated;

/// <summary>Random numbers for one generated example: SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA
/// 2014), started from the example's own source, at about a nanosecond a draw.</summary>
struct Draws(Rng source)
{
    ulong state = source.Key;

    /// <summary>Sixty-four random bits.</summary>
    [MethodImpl(AggressiveInlining)] public ulong Bits()
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }

    /// <summary>A whole number in [0, bound), for bounds far below 2³².</summary>
    public int Below(int bound) => (int)((Bits() >> 32) * (ulong)bound >> 32);

    /// <summary>Uniform in [0, 1).</summary>
    public float Uniform() => (Bits() >> 40) * (1f / (1 << 24));

    /// <summary>Uniform in [low, high).</summary>
    public float Uniform(float low, float high) => low + (high - low) * Uniform();

    /// <summary>Mean 0, deviation 1, never beyond 3.47: the sum of four uniform numbers (Irwin and Hall), near enough to a normal number and without
    /// the outliers that would make an example senseless.</summary>
    public float Normal()
    {
        ulong bits = Bits();
        uint sum = (uint)(bits & 0xFFFF) + (uint)(bits >> 16 & 0xFFFF) + (uint)(bits >> 32 & 0xFFFF) + (uint)(bits >> 48);
        return (sum - 131070f) * (1.7320508f / 65536f);
    }
}
