namespace Nabla.Devices;

/// <summary>Batch normalisation of x [outer, channels, inner] by channel: y = (x − mean)·inverse deviation·gain + offset.</summary>
public interface IBatchNormKernels
{
    /// <summary>Mean and biased variance of x.</summary>
    void BatchStatistics(in BatchNormArguments arguments);

    /// <summary>y from x, mean and inverse deviation.</summary>
    void BatchNorm(in BatchNormArguments arguments);

    /// <summary>The gradients of x, gain and offset, from x, mean, inverse deviation and dy; absent ones are not computed.</summary>
    void BatchNormGradient(in BatchNormArguments arguments);
}

/// <summary>The operands of <see cref="IBatchNormKernels"/>: [outer, channels, inner], or [channels].</summary>
/// <param name="Outer">Examples.</param>
/// <param name="Channels">Channels.</param>
/// <param name="Inner">Places of a channel.</param>
/// <param name="X">The input.</param>
/// <param name="Mean">The mean of each channel.</param>
/// <param name="Variance">The variance of each channel.</param>
/// <param name="InverseDeviation">1/√(variance + ε) of each channel.</param>
/// <param name="Gain">May be absent.</param>
/// <param name="Offset">May be absent.</param>
/// <param name="Y">The result.</param>
/// <param name="Dy">Its gradient.</param>
/// <param name="Dx">The gradient of x.</param>
/// <param name="Dgain">The gradient of the gain.</param>
/// <param name="Doffset">The gradient of the offset.</param>
/// <param name="FixedStatistics">Whether mean and deviation count as constants.</param>
public readonly record struct BatchNormArguments(long Outer, int Channels, long Inner, Region X, Region Mean, Region Variance = default, Region InverseDeviation = default,
    Region Gain = default, Region Offset = default, Region Y = default,
    Region Dy = default, Region Dx = default, Region Dgain = default, Region Doffset = default, bool FixedStatistics = false);
