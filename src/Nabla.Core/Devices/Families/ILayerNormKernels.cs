namespace Nabla.Devices;

/// <summary>Layer normalisation of each row of s = x + residual: y = (s − mean)/√(variance + ε)·gain + offset.</summary>
public interface ILayerNormKernels
{
    /// <summary>y, mean and inverse deviation; s as well where there is a residual.</summary>
    void LayerNorm(in LayerNormArguments arguments);

    /// <summary>The gradients with respect to s (dx), gain and offset, from s, mean, inverse deviation and dy; absent ones are not computed.</summary>
    void LayerNormGradient(in LayerNormArguments arguments);
}

/// <summary>The operands of <see cref="ILayerNormKernels"/>: [rows, columns], gain and offset [columns], mean and inverse deviation [rows].</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Numbers of a row.</param>
/// <param name="IsRootMeanSquare">Whether the mean counts as 0; it may be absent then.</param>
/// <param name="Sum">s; in forward it may be absent where there is no residual.</param>
/// <param name="Mean">The mean of each row.</param>
/// <param name="InverseDeviation">1/√(variance + ε) of each row.</param>
/// <param name="Gain">May be absent.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="X">The input.</param>
/// <param name="Residual">Added to it; may be absent.</param>
/// <param name="Offset">May be absent.</param>
/// <param name="Y">The result.</param>
/// <param name="Dy">Its gradient.</param>
/// <param name="Dx">The gradient of s.</param>
/// <param name="Dgain">The gradient of the gain.</param>
/// <param name="Doffset">The gradient of the offset.</param>
/// <param name="Accumulate">Whether the gradients of gain and offset are added to what is there.</param>
public readonly record struct LayerNormArguments(long Rows, int Columns, bool IsRootMeanSquare, Region Sum, Region Mean, Region InverseDeviation, Region Gain, double Epsilon = 0,
    Region X = default, Region Residual = default, Region Offset = default, Region Y = default,
    Region Dy = default, Region Dx = default, Region Dgain = default, Region Doffset = default, bool Accumulate = false);
