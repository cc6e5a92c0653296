namespace Nabla.Devices.Cpu;

/// <summary>Makes the processor's own families: the only place that knows all of its kernels.</summary>
internal sealed class CpuFamilies(Type family) : ILaneVisitor<object?>
{
    public object? Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V> =>
        family == typeof(IKernels) ? new CpuKernels<T, Lane<T, V, S>, Dual<T, V, S>>() : Fused<T, Lane<T, V, S>>();

    object? Fused<T, L>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T> =>
        family == typeof(ISoftmaxKernels) ? new SoftmaxKernel<T, L>() :
        family == typeof(ICrossEntropyKernels) ? new CrossEntropyKernel<T, L>() :
        family == typeof(ILayerNormKernels) ? new LayerNormKernel<T, L>() :
        family == typeof(IBatchNormKernels) ? new ChannelNormKernel<T, L>() :
        family == typeof(IAttentionKernels) ? new AttentionKernel<T, L>() :
        family == typeof(IRotaryKernels) ? new RotaryKernel<T, L>() :
        family == typeof(IRecurrentKernels) ? new RecurrentKernel<T, L>() :
        family == typeof(IDropoutKernels) ? new DropoutKernel<T, L>() :
        family == typeof(IRandomKernels) ? new RandomKernel<T, L>() :
        family == typeof(IConvertKernels) ? new ConvertKernel() :
        family == typeof(IPoolKernels) ? new PoolKernel<T, L>() :
        family == typeof(IConvolutionKernels) ? new ConvolutionKernel<T, L>() :
        family == typeof(IVarianceKernels) ? new VarianceKernel<T, L>() :
        family == typeof(IArgMaxKernels) ? new ArgMaxKernel<T, L>() :
        family == typeof(ISumOfSquaresKernels) ? new SumOfSquaresKernel<T, L>() : null;
}
