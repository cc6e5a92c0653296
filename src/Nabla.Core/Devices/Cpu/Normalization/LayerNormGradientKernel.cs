namespace Nabla.Devices.Cpu;

/// <summary>The gradient of layer and root-mean-square normalisation. With h = (s − mean)·inverse, g = gain·dy and averages over the row:
/// dx = inverse·(g − ⟨g⟩ − h·⟨g·h⟩), without ⟨g⟩ for the root mean square; dgain = Σ dy·h and doffset = Σ dy over the rows.</summary>
internal static unsafe class LayerNormGradientKernel<T, L> where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    /// <summary>As <see cref="ILayerNormKernels.LayerNormGradient"/>; null stands for an absent operand.</summary>
    public static void LayerNormGradient(T* sum, T* gain, T* mean, T* inverseDeviation, T* dy, T* dx, T* dgain, T* doffset, long rows, int columns, bool rootMeanSquare, bool accumulate)
    {
        var job = new Job
        {
            Sum = sum, Gain = gain, Mean = mean, InverseDeviation = inverseDeviation, Dy = dy, Dx = dx,
            Columns = columns, RootMeanSquare = rootMeanSquare, Cut = Cut.Of(rows, Math.Min(columns, Cut.Grain / 16)),
        };
        if (dgain == null && doffset == null) WorkerTeam.Run(job.Cut.Count, ref job);
        else WithParameters(job, dgain, doffset, accumulate);
    }

    /// <summary>Every chunk of rows sums the parameters' gradients apart; the chunks' sums are added in order.</summary>
    static void WithParameters(Job job, T* dgain, T* doffset, bool accumulate)
    {
        long partials = (long)job.Cut.Count * job.Columns;
        using var scratch = new Scratch<T>(2 * partials);
        fixed (T* sums = scratch.Span)
        {
            job.Dgain = dgain == null ? null : sums;
            job.Doffset = doffset == null ? null : sums + partials;
            WorkerTeam.Run(job.Cut.Count, ref job);
            if (dgain != null) Columns<T, L>.Fold(new SumFold<T, L>(job.Dgain), 1, job.Cut.Count, job.Columns, dgain, null, 1, accumulate);
            if (doffset != null) Columns<T, L>.Fold(new SumFold<T, L>(job.Doffset), 1, job.Cut.Count, job.Columns, doffset, null, 1, accumulate);
        }
    }

    struct Job : IChunked
    {
        public T* Sum, Gain, Mean, InverseDeviation, Dy, Dx, Dgain, Doffset;
        public int Columns;
        public bool RootMeanSquare;
        public Cut Cut;

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            T* dgain = Dgain == null ? null : Dgain + (long)chunk * Columns, doffset = Doffset == null ? null : Doffset + (long)chunk * Columns;
            if (dgain != null) NativeMemory.Clear(dgain, (nuint)Columns * (nuint)sizeof(T));
            if (doffset != null) NativeMemory.Clear(doffset, (nuint)Columns * (nuint)sizeof(T));
            for (long row = Cut.First(chunk); row < Cut.End(chunk); row++)
            {
                long start = row * Columns;
                L mean = RootMeanSquare ? L.Constant(0) : L.Broadcast(Mean[row]), inverse = L.Broadcast(InverseDeviation[row]);
                Sums(Sum + start, Dy + start, dgain, doffset, mean, inverse, out L sum, out L dot);
                if (Dx == null) continue;
                T count = T.CreateTruncating(Columns);
                L average = RootMeanSquare ? L.Constant(0) : L.Broadcast(L.Sum(sum) / count);
                Apply(Sum + start, Dy + start, Dx + start, mean, inverse, average, L.Broadcast(L.Sum(dot) / count));
            }
        }

        [MethodImpl(AggressiveOptimization | NoInlining)]
        readonly void Sums(T* s, T* dy, T* dgain, T* doffset, L mean, L inverse, out L sum, out L dot)
        {
            L sumOfRow = L.Constant(0), dotOfRow = sumOfRow;
            int i = 0;
            for (; i <= Columns - L.Count; i += L.Count)
            {
                L slope = L.Load(dy + i), h = (L.Load(s + i) - mean) * inverse;
                if (dgain != null) L.Store(dgain + i, L.MultiplyAdd(slope, h, L.Load(dgain + i)));
                if (doffset != null) L.Store(doffset + i, L.Load(doffset + i) + slope);
                L scaled = Scaled(slope, i);
                sumOfRow += scaled;
                dotOfRow = L.MultiplyAdd(scaled, h, dotOfRow);
            }
            if (i < Columns)
            {
                int count = Columns - i;
                L slope = L.LoadPart(dy + i, count), h = (L.LoadPart(s + i, count) - mean) * inverse;
                if (dgain != null) L.StorePart(dgain + i, L.MultiplyAdd(slope, h, L.Load(dgain + i)), count);
                if (doffset != null) L.StorePart(doffset + i, L.Load(doffset + i) + slope, count);
                L scaled = L.Part(Scaled(slope, i), count, L.Constant(0));
                sumOfRow += scaled;
                dotOfRow = L.MultiplyAdd(scaled, h, dotOfRow);
            }
            sum = sumOfRow;
            dot = dotOfRow;
        }

        [MethodImpl(AggressiveOptimization | NoInlining)] readonly void Apply(T* s, T* dy, T* dx, L mean, L inverse, L average, L projection)
        {
            int i = 0;
            for (; i <= Columns - L.Count; i += L.Count) L.Store(dx + i, Slope(s, dy, i, mean, inverse, average, projection));
            if (i < Columns) L.StorePart(dx + i, Slope(s, dy, i, mean, inverse, average, projection), Columns - i);
        }

        [MethodImpl(AggressiveInlining)] readonly L Slope(T* s, T* dy, int i, L mean, L inverse, L average, L projection)
            => (Scaled(L.Load(dy + i), i) - average - (L.Load(s + i) - mean) * inverse * projection) * inverse;

        [MethodImpl(AggressiveInlining)] readonly L Scaled(L slope, int i) => Gain == null ? slope : slope * L.Load(Gain + i);
    }
}
