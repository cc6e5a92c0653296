namespace Nabla.Devices.Cpu;

/// <summary>Batch normalisation of x [outer, channels, inner] with given statistics (Ioffe and Szegedy 2015).</summary>
internal sealed unsafe class ChannelNormKernel<T, L> : IBatchNormKernels where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    public void BatchStatistics(in BatchNormArguments of)
    {
        ChannelStatisticsKernel<T, L>.ChannelStatistics(of.X.At<T>(), of.Mean.At<T>(), of.Variance.At<T>(), of.Outer, of.Channels, of.Inner);
        CpuRegion.Keep(of);
    }

    public void BatchNorm(in BatchNormArguments of)
    {
        ChannelNorm(of.X.At<T>(), of.Mean.At<T>(), of.InverseDeviation.At<T>(), of.Gain.At<T>(), of.Offset.At<T>(), of.Y.At<T>(), of.Outer, of.Channels, of.Inner);
        CpuRegion.Keep(of);
    }

    public void BatchNormGradient(in BatchNormArguments of)
    {
        ChannelNormGradientKernel<T, L>.ChannelNormGradient(of.X.At<T>(), of.Mean.At<T>(), of.InverseDeviation.At<T>(), of.Gain.At<T>(), of.Dy.At<T>(),
            of.Dx.At<T>(), of.Dgain.At<T>(), of.Doffset.At<T>(), of.Outer, of.Channels, of.Inner, of.FixedStatistics, accumulate: false);
        CpuRegion.Keep(of);
    }

    /// <summary>As <see cref="IBatchNormKernels.BatchNorm"/>; null stands for an absent operand.</summary>
    public static void ChannelNorm(T* x, T* mean, T* inverseDeviation, T* gain, T* offset, T* y, long outer, int channels, long inner)
    {
        if (channels * inner == 0) return;
        var job = new Job { X = x, Mean = mean, InverseDeviation = inverseDeviation, Gain = gain, Offset = offset, Y = y, Channels = channels, Inner = inner };
        job.Cut = inner == 1 ? Cut.Of(outer, channels) : Cut.Of(outer * channels, inner);
        WorkerTeam.Run(job.Cut.Count, ref job);
    }

    struct Job : IChunked
    {
        public T* X, Mean, InverseDeviation, Gain, Offset, Y;
        public long Inner;
        public int Channels;
        public Cut Cut;

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            for (long i = Cut.First(chunk); i < Cut.End(chunk); i++)
            {
                if (Inner == 1) OfRow(X + i * Channels, Y + i * Channels);
                else OfPlane(X + i * Inner, Y + i * Inner, i % Channels);
            }
        }

        [MethodImpl(AggressiveOptimization | NoInlining)] readonly void OfRow(T* x, T* y)
        {
            int c = 0;
            for (; c <= Channels - L.Count; c += L.Count) L.Store(y + c, Normal(x, c));
            if (c < Channels) L.StorePart(y + c, Normal(x, c), Channels - c);
        }

        [MethodImpl(AggressiveInlining)] readonly L Normal(T* x, int c)
        {
            L value = (L.Load(x + c) - L.Load(Mean + c)) * L.Load(InverseDeviation + c);
            if (Gain != null) value *= L.Load(Gain + c);
            if (Offset != null) value += L.Load(Offset + c);
            return value;
        }

        [MethodImpl(AggressiveOptimization | NoInlining)] readonly void OfPlane(T* x, T* y, long channel)
        {
            L mean = L.Broadcast(Mean[channel]);
            L scale = L.Broadcast(Gain == null ? InverseDeviation[channel] : InverseDeviation[channel] * Gain[channel]);
            L offset = L.Broadcast(Offset == null ? T.Zero : Offset[channel]);
            long i = 0;
            for (; i <= Inner - L.Count; i += L.Count) L.Store(y + i, L.MultiplyAdd(L.Load(x + i) - mean, scale, offset));
            if (i < Inner) L.StorePart(y + i, L.MultiplyAdd(L.Load(x + i) - mean, scale, offset), (int)(Inner - i));
        }
    }
}
