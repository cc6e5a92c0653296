namespace Nabla.Devices;

/// <summary>Softmax, or its logarithm, along the middle axis: of each row where the innermost has extent 1.</summary>
public interface ISoftmaxKernels
{
    /// <summary>y from x.</summary>
    void Softmax(in SoftmaxArguments arguments);

    /// <summary>dx from y and dy.</summary>
    void SoftmaxGradient(in SoftmaxArguments arguments);
}

/// <summary>The operands of <see cref="ISoftmaxKernels"/>, [rows, columns, inner] each; those that a call does not mention are absent.</summary>
public readonly record struct SoftmaxArguments(long Rows, int Columns, bool IsLogarithm, int Inner = 1, Region X = default, Region Y = default, Region Dy = default,
    Region Dx = default);
