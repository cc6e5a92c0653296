namespace Nabla.Devices.Cpu;

/// <summary>Convolution and its gradients on the processor.</summary>
internal sealed unsafe class ConvolutionKernel<T, L> : IConvolutionKernels where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    public void Convolution<F>(in ConvolutionArguments of, F activation) where F : struct, IUnaryFormula
    {
        ConvolutionShape shape = of.Shape;
        ConvolutionJob<T, L, F> job = new()
        {
            X = of.X.At<T>(), Weight = of.Weight.At<T>(), Y = of.Y.At<T>(), Bias = of.Bias.At<T>(),
            Band = PaddedBand<T, L>.Of(shape, shape.Channels / shape.Groups), Activation = activation,
            Outputs = shape.Outputs / shape.Groups, Groups = shape.Groups, OutputHeight = shape.OutputHeight, Accumulate = of.Accumulate,
        };
        job.Start(shape.Batch);
        CpuRegion.Keep(of);
    }

    // dx is the convolution of dy, with as many zeros between its numbers as the stride left out, and of the filters, turned over.
    public void InputGradient(in ConvolutionArguments of)
    {
        ConvolutionShape shape = of.Shape;
        int inputs = shape.Channels / shape.Groups, outputs = shape.Outputs / shape.Groups;
        using Scratch<T> scratch = new((long)shape.Channels * outputs * shape.KernelHeight * shape.KernelWidth);
        fixed (T* turned = scratch.Span)
        {
            Turn(of.Weight.At<T>(), turned, shape.Groups, outputs, inputs, shape.KernelHeight * shape.KernelWidth);
            ConvolutionJob<T, L, Identity> job = new()
            {
                X = of.Y.At<T>(), Weight = turned, Y = of.X.At<T>(), Outputs = inputs, Groups = shape.Groups, OutputHeight = shape.Height, Accumulate = of.Accumulate,
                Band = PaddedBand<T, L>.OfGradient(shape, outputs),
            };
            job.Start(shape.Batch);
        }
        CpuRegion.Keep(of);
    }

    public void WeightGradient(in ConvolutionArguments of)
    {
        ConvolutionShape shape = of.Shape;
        FilterGradientJob<T, L> job = new()
        {
            X = of.X.At<T>(), Dy = of.Y.At<T>(), Band = PaddedBand<T, L>.Of(shape, shape.Channels / shape.Groups), Batch = shape.Batch,
            Outputs = shape.Outputs / shape.Groups, Groups = shape.Groups, OutputHeight = shape.OutputHeight,
        };
        job.Start(of.Weight.At<T>(), of.Accumulate);
        CpuRegion.Keep(of);
    }

    /// <summary>Of each group [outputs, inputs, area] → [inputs, outputs, area], each filter from its last number to its first.</summary>
    static void Turn(T* weight, T* turned, int groups, int outputs, int inputs, int area)
    {
        for (int group = 0; group < groups; group++, weight += (long)outputs * inputs * area)
            for (int input = 0; input < inputs; input++)
                for (int output = 0; output < outputs; output++, turned += area)
                {
                    T* filter = weight + ((long)output * inputs + input) * area;
                    for (int i = 0; i < area; i++) turned[i] = filter[area - 1 - i];
                }
    }
}
