namespace Nabla.Devices.Cpu;

/// <summary>Mean and biased variance of each channel of x [outer, channels, inner], for batch normalisation (Ioffe and Szegedy 2015). The variance is
/// corrected as in <see cref="LayerNormKernel{T,L}"/>.</summary>
internal static unsafe class ChannelStatisticsKernel<T, L> where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    /// <summary>As <see cref="IBatchNormKernels.BatchStatistics"/>.</summary>
    public static void ChannelStatistics(T* x, T* mean, T* variance, long outer, int channels, long inner)
    {
        if (inner == 1) VarianceKernel<T, L>.OfColumns(x, mean, variance, outer, channels);
        else
        {
            var job = new Job { X = x, Mean = mean, Variance = variance, Outer = outer, Channels = channels, Inner = inner, Cut = Cut.Of(channels, outer * inner) };
            WorkerTeam.Run(job.Cut.Count, ref job);
        }
    }

    struct Job : IChunked
    {
        public T* X, Mean, Variance;
        public long Outer, Inner;
        public int Channels;
        public Cut Cut;

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            double count = (double)Outer * Inner;
            for (long c = Cut.First(chunk); c < Cut.End(chunk); c++)
            {
                Total(new SumFold<T, L>(X), c, out double sum, out _);
                Mean[c] = T.CreateTruncating(sum / count);
                Total(new DeviationFold<T, L>(X, L.Broadcast(Mean[c])), c, out double deviations, out double squares);
                Variance[c] = T.CreateTruncating(squares / count);
                VarianceCorrection.Apply(ref Mean[c], ref Variance[c], T.CreateTruncating(deviations / count));
            }
        }

        readonly void Total<F>(in F fold, long channel, out double first, out double second) where F : struct, IFold<L, T>
            => Planes<T, L>.Fold(fold, channel, Outer, Channels, Inner, out first, out second);
    }
}
