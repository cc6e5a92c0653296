namespace Nabla.Devices;

/// <summary>Pooling of pictures: each channel by itself.</summary>
public interface IPoolKernels
{
    /// <summary>y = the largest that a window meets, and which of its numbers that is: the first on a tie. Beyond the picture nothing is met.</summary>
    void MaxPool(in PoolArguments of);

    /// <summary>dx: each dy goes to where the largest was.</summary>
    void MaxPoolGradient(in PoolArguments of);

    /// <summary>y = the mean of what a window meets, zeros beyond the picture among it.</summary>
    void AveragePool(in PoolArguments of);

    /// <summary>dx: each dy is spread over its window.</summary>
    void AveragePoolGradient(in PoolArguments of);
}

/// <summary>The operands of <see cref="IPoolKernels"/>: x and y as <see cref="ConvolutionShape"/> says with as many outputs as channels, or their
/// gradients where those are computed or given; and for each of y which number of the window was taken, as a number of the same type.</summary>
public readonly record struct PoolArguments(ConvolutionShape Shape, Region X, Region Y, Region Taken = default);
