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

/// <summary>The operands of <see cref="IBatchNormKernels"/>: x, y and their gradients [outer, channels, inner], others [channels]; the inverse
/// deviation is 1/√(variance + ε). Gain and offset may be absent. With fixed statistics mean and deviation count as constants.</summary>
public readonly record struct BatchNormArguments(long Outer, int Channels, long Inner,
    Region X, Region Mean, Region Variance = default, Region InverseDeviation = default,
    Region Gain = default, Region Offset = default, Region Y = default,
    Region Dy = default, Region Dx = default, Region Dgain = default, Region Doffset = default, bool FixedStatistics = false);
