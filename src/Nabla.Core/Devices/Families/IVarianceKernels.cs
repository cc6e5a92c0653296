namespace Nabla.Devices;

/// <summary>Means and variances over an axis.</summary>
public interface IVarianceKernels
{
    /// <summary>Mean and biased variance of the middle axis.</summary>
    void Variance(in VarianceArguments of);
}

/// <summary>The operands of <see cref="IVarianceKernels"/>: x [outer, reduced, inner], mean and variance [outer, inner].</summary>
public readonly record struct VarianceArguments(long Outer, long Reduced, long Inner, Region X, Region Mean, Region Variance);
