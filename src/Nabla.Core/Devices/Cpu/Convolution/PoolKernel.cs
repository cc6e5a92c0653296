namespace Nabla.Devices.Cpu;

/// <summary>Pooling and its gradients on the processor.</summary>
internal sealed unsafe class PoolKernel<T, L> : IPoolKernels where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    public void MaxPool(in PoolArguments of)
    {
        PoolJob<T, L> job = Job(of) with { Taken = of.Taken.At<T>(), IsMax = true };
        job.Band.Empty = T.NegativeInfinity;
        job.Start((long)of.Shape.Batch * of.Shape.Channels);
        CpuRegion.Keep(of);
    }

    public void AveragePool(in PoolArguments of)
    {
        PoolJob<T, L> job = Job(of) with { Factor = Share(of.Shape) };
        job.Start((long)of.Shape.Batch * of.Shape.Channels);
        CpuRegion.Keep(of);
    }

    // The mean's gradient sums, at each place of x, what the windows that met it have: a window turned over, with zeros between what strides left out.
    public void AveragePoolGradient(in PoolArguments of)
    {
        ConvolutionShape shape = of.Shape;
        PoolJob<T, L> job = new()
        {
            X = of.Y.At<T>(), Y = of.X.At<T>(), OutputHeight = shape.Height, Factor = Share(shape), Band = PaddedBand<T, L>.OfGradient(shape, 1),
        };
        job.Start((long)shape.Batch * shape.Channels);
        CpuRegion.Keep(of);
    }

    public void MaxPoolGradient(in PoolArguments of)
    {
        ConvolutionShape shape = of.Shape;
        ScatterJob job = new() { Dx = of.X.At<T>(), Dy = of.Y.At<T>(), Taken = of.Taken.At<T>(), Shape = shape };
        job.Cut = Cut.Of((long)shape.Batch * shape.Channels, Math.Max(1, (long)shape.Height * shape.Width));
        WorkerTeam.Run(job.Cut.Count, ref job);
        CpuRegion.Keep(of);
    }

    static T Share(in ConvolutionShape shape) => T.One / T.CreateTruncating(shape.KernelHeight * shape.KernelWidth);

    static PoolJob<T, L> Job(in PoolArguments of) => new()
    {
        X = of.X.At<T>(), Y = of.Y.At<T>(), OutputHeight = of.Shape.OutputHeight, Band = PaddedBand<T, L>.Of(of.Shape, 1),
    };

    struct ScatterJob : IChunked
    {
        public T* Dx, Dy, Taken;
        public ConvolutionShape Shape;
        public Cut Cut;

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            int width = Shape.Width, outputs = Shape.OutputWidth, rows = Shape.OutputHeight;
            long plane = (long)Shape.Height * width, outputPlane = (long)rows * outputs;
            // Where each number of the window lies, from the window's first.
            int taps = Shape.KernelHeight * Shape.KernelWidth;
            using Scratch<int> scratch = new(taps);
            for (int tap = 0; tap < taps; tap++)
                scratch.Span[tap] = tap / Shape.KernelWidth * Shape.DilationY * width + tap % Shape.KernelWidth * Shape.DilationX;
            fixed (int* places = scratch.Span)
                for (long p = Cut.First(chunk); p < Cut.End(chunk); p++)
                {
                    T* dx = Dx + p * plane, dy = Dy + p * outputPlane, taken = Taken + p * outputPlane;
                    new Span<T>(dx, (int)plane).Clear();
                    for (int y = 0; y < rows; y++, dy += outputs, taken += outputs)
                    {
                        T* corner = dx + ((long)y * Shape.StrideY - Shape.PaddingY) * width - Shape.PaddingX;
                        for (int x = 0; x < outputs; x++)
                        {
                            int tap = int.CreateTruncating(taken[x]);
                            if (tap >= 0) corner[x * Shape.StrideX + places[tap]] += dy[x];
                        }
                    }
                }
        }
    }
}
