namespace Nabla.Devices;

/// <summary>Sums of squares, by which gradients are clipped.</summary>
public interface ISumOfSquaresKernels
{
    /// <summary>Σ x[i]², accumulated in double: also where a square leaves the range of the type.</summary>
    double SumOfSquares(Region x, long count);
}
