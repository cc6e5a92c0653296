namespace Nabla.Devices;

/// <summary>Softmax of each row, or its logarithm.</summary>
public interface ISoftmaxKernels
{
    /// <summary>y from x.</summary>
    void Softmax(in SoftmaxArguments arguments);

    /// <summary>dx from y and dy.</summary>
    void SoftmaxGradient(in SoftmaxArguments arguments);
}

/// <summary>The operands of <see cref="ISoftmaxKernels"/>, [rows, columns] each; those that a call does not mention are absent.</summary>
public readonly record struct SoftmaxArguments(long Rows, int Columns, bool IsLogarithm, Region X = default, Region Y = default, Region Dy = default, Region Dx = default);
