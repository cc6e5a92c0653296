namespace Nabla.Devices;

/// <summary>Layer normalisation of each row of s = x + residual: y = (s − mean)/√(variance + ε)·gain + offset.</summary>
public interface ILayerNormKernels
{
    /// <summary>y, mean and inverse deviation; s as well where there is a residual.</summary>
    void LayerNorm(in LayerNormArguments arguments);

    /// <summary>The gradients with respect to s (dx), gain and offset, from s, mean, inverse deviation and dy; absent ones are not computed.</summary>
    void LayerNormGradient(in LayerNormArguments arguments);
}

/// <summary>The operands of <see cref="ILayerNormKernels"/>: [rows, columns], gain and offset [columns], mean and inverse deviation 1/√(variance + ε)
/// [rows]. Gain, offset and residual may be absent, and the sum s = x + residual in forward where there is no residual. For a root mean square the
/// mean counts as 0, and may be absent. Accumulate adds the gradients of gain and offset to what is there.</summary>
public readonly record struct LayerNormArguments(long Rows, int Columns, bool IsRootMeanSquare,
    Region Sum, Region Mean, Region InverseDeviation, Region Gain, double Epsilon = 0,
    Region X = default, Region Residual = default, Region Offset = default, Region Y = default,
    Region Dy = default, Region Dx = default, Region Dgain = default, Region Doffset = default, bool Accumulate = false);
