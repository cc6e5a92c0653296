namespace Nabla.Devices;

/// <summary>Random bits made into numbers: the one place where <c>Rng</c> and the kernels that fill tensors get theirs.</summary>
internal static class Draw
{
    /// <summary>Uniform in [0, 1), from the upper 24 of 32 random bits.</summary>
    public static float Uniform(uint bits) => (bits >> 8) * (1f / (1 << 24));

    /// <summary>Two independent standard normal numbers from two uniform words (Box and Muller 1958).</summary>
    public static (float Cosine, float Sine) Normal(uint first, uint second)
    {
        double radius = Math.Sqrt(-2 * Math.Log((first + 1.0) / 4294967296.0));
        double angle = 2 * Math.PI * (second / 4294967296.0);
        return ((float)(radius * Math.Cos(angle)), (float)(radius * Math.Sin(angle)));
    }
}
