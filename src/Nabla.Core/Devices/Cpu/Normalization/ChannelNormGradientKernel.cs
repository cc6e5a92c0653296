namespace Nabla.Devices.Cpu;

/// <summary>The gradient of batch normalisation (Ioffe and Szegedy 2015, section 3). With h = (x − mean)·inverse and averages over a channel's n
/// numbers: dx = gain·inverse·(dy − ⟨dy⟩ − h·⟨dy·h⟩), or gain·inverse·dy where the statistics are fixed; dgain = Σ dy·h; doffset = Σ dy.</summary>
internal static unsafe class ChannelNormGradientKernel<T, L> where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    /// <summary>As <see cref="IBatchNormKernels.BatchNormGradient"/>; null stands for an absent operand.</summary>
    public static void ChannelNormGradient(T* x, T* mean, T* inverseDeviation, T* gain, T* dy, T* dx, T* dgain, T* doffset, long outer, int channels, long inner, bool fixedStatistics, bool accumulate)
    {
        if (channels == 0) return;
        using var scratch = new Scratch<T>(3L * channels);
        fixed (T* room = scratch.Span)
        {
            var job = new Job
            {
                X = x, Mean = mean, InverseDeviation = inverseDeviation, Gain = gain, Dy = dy, Dx = dx, Dgain = dgain, Doffset = doffset,
                Average = room, Projection = room + channels, Scale = room + 2 * channels,
                Outer = outer, Channels = channels, Inner = inner, FixedStatistics = fixedStatistics, Accumulate = accumulate,
            };
            if (inner == 1) OfColumns(ref job);
            else
            {
                job.Cut = Cut.Of(channels, outer * inner);
                WorkerTeam.Run(job.Cut.Count, ref job);
            }
        }
    }

    static void OfColumns(ref Job job)
    {
        bool sums = !job.FixedStatistics || job.Dgain != null || job.Doffset != null;
        if (sums) Columns<T, L>.Fold(new ColumnSlopeFold<T, L>(job.Dy, job.X, job.Mean), 1, job.Outer, job.Channels, job.Average, job.Projection, 1, false);
        for (int c = 0; c < job.Channels; c++)
            job.Finish(c, sums ? double.CreateTruncating(job.Average[c]) : 0, sums ? double.CreateTruncating(job.Projection[c]) : 0);
        if (job.Dx == null) return;
        job.Cut = Cut.Of(job.Outer, job.Channels);
        WorkerTeam.Run(job.Cut.Count, ref job);
    }

    struct Job : IChunked
    {
        public T* X, Mean, InverseDeviation, Gain, Dy, Dx, Dgain, Doffset, Average, Projection, Scale;
        public long Outer, Inner;
        public int Channels;
        public bool FixedStatistics, Accumulate;
        public Cut Cut;

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            for (long i = Cut.First(chunk); i < Cut.End(chunk); i++)
            {
                if (Inner == 1) OfRow(i * Channels);
                else OfChannel((int)i);
            }
        }

        /// <summary>Of Σ dy and Σ dy·(x − mean): the parameters' gradients, and the channel's factors of dx = (dy − average − (x − mean)·projection)·scale.</summary>
        public readonly void Finish(int c, double sum, double dot)
        {
            T total = T.CreateTruncating(sum), product = T.CreateTruncating(dot) * InverseDeviation[c];
            if (Doffset != null) Doffset[c] = Accumulate ? Doffset[c] + total : total;
            if (Dgain != null) Dgain[c] = Accumulate ? Dgain[c] + product : product;
            T count = T.CreateTruncating((double)Outer * Inner);
            Average[c] = FixedStatistics ? T.Zero : total / count;
            Projection[c] = FixedStatistics ? T.Zero : product * InverseDeviation[c] / count;
            Scale[c] = Gain == null ? InverseDeviation[c] : InverseDeviation[c] * Gain[c];
        }

        [MethodImpl(AggressiveOptimization | NoInlining)] readonly void OfRow(long start)
        {
            T* x = X + start, dy = Dy + start, dx = Dx + start;
            int c = 0;
            for (; c <= Channels - L.Count; c += L.Count) L.Store(dx + c, Slope(x, dy, c));
            if (c < Channels) L.StorePart(dx + c, Slope(x, dy, c), Channels - c);
        }

        [MethodImpl(AggressiveInlining)] readonly L Slope(T* x, T* dy, int c)
            => (L.Load(dy + c) - L.Load(Average + c) - (L.Load(x + c) - L.Load(Mean + c)) * L.Load(Projection + c)) * L.Load(Scale + c);

        [MethodImpl(AggressiveOptimization | NoInlining)] readonly void OfChannel(int c)
        {
            double sum = 0, dot = 0;
            if (!FixedStatistics || Dgain != null || Doffset != null)
                Planes<T, L>.Fold(new SlopeFold<T, L>(Dy, X, L.Broadcast(Mean[c])), c, Outer, Channels, Inner, out sum, out dot);
            Finish(c, sum, dot);
            if (Dx == null) return;
            for (long o = 0; o < Outer; o++) OfPlane((o * Channels + c) * Inner, c);
        }

        [MethodImpl(AggressiveOptimization | NoInlining)] readonly void OfPlane(long start, int c)
        {
            T* x = X + start, dy = Dy + start, dx = Dx + start;
            L mean = L.Broadcast(Mean[c]), average = L.Broadcast(Average[c]), projection = L.Broadcast(Projection[c]), scale = L.Broadcast(Scale[c]);
            long i = 0;
            for (; i <= Inner - L.Count; i += L.Count) L.Store(dx + i, (L.Load(dy + i) - average - (L.Load(x + i) - mean) * projection) * scale);
            if (i < Inner) L.StorePart(dx + i, (L.Load(dy + i) - average - (L.Load(x + i) - mean) * projection) * scale, (int)(Inner - i));
        }
    }
}
