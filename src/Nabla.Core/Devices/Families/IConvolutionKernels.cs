namespace Nabla.Devices;

/// <summary>Convolution of pictures, and its gradients.</summary>
public interface IConvolutionKernels
{
    /// <summary>y = f(x ∗ weight + bias).</summary>
    void Convolution<F>(in ConvolutionArguments of, F activation) where F : struct, IUnaryFormula;

    /// <summary>dx from dy and the weight, or added to what is there.</summary>
    void InputGradient(in ConvolutionArguments of);

    /// <summary>dweight from x and dy, or added to what is there.</summary>
    void WeightGradient(in ConvolutionArguments of);
}

/// <summary>The operands of <see cref="IConvolutionKernels"/>, laid out as <see cref="ConvolutionShape"/> says. X, Y and Weight stand for their
/// gradients where those are computed or given. The bias [outputs] may be absent.</summary>
public readonly record struct ConvolutionArguments(ConvolutionShape Shape, Region X, Region Weight, Region Y, Region Bias = default, bool Accumulate = false);
