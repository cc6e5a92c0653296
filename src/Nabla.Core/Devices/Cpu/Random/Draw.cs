namespace Nabla.Devices.Cpu;

/// <summary>Random bits made into numbers, one at a time; the kernels that fill tensors do the same in vectors.</summary>
internal static class Draw
{
    /// <summary>Uniform in [0, 1), from the upper 24 of 32 random bits.</summary>
    public static float Uniform(uint bits) => (bits >> 8) * (1f / (1 << 24));

    /// <summary>Two independent standard normal numbers from two random words.</summary>
    public static (float Cosine, float Sine) Normal(uint first, uint second)
    {
        BoxMuller<double, SimdScalar<double>>.Pair(first, second, out double cosine, out double sine);
        return ((float)cosine, (float)sine);
    }
}
