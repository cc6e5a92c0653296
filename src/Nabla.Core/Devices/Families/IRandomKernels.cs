namespace Nabla.Devices;

/// <summary>Tensors of random numbers.</summary>
public interface IRandomKernels
{
    /// <summary>y[i] = low + (high − low)·uniform, as <c>Rng.Uniform(i)</c> of the key.</summary>
    void Uniform(Region y, long count, double low, double high, ulong key);

    /// <summary>y[i] = mean + deviation·normal, as <c>Rng.Normal(i)</c> of the key.</summary>
    void Normal(Region y, long count, double mean, double deviation, ulong key);
}
