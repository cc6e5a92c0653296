namespace Nabla.Devices.Cpu;

/// <summary>Layer normalisation (Ba, Kiros and Hinton 2016) and root-mean-square normalisation (Zhang and Sennrich 2019) of rows, with the residual
/// sum before it. The variance is taken around a first mean and then corrected for that mean's own error (Chan, Golub and LeVeque 1983), so that a
/// large mean costs no digits.</summary>
internal sealed unsafe class LayerNormKernel<T, L> : ILayerNormKernels where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    public void LayerNorm(in LayerNormArguments of)
    {
        LayerNorm(of.X.At<T>(), of.Residual.At<T>(), of.Gain.At<T>(), of.Offset.At<T>(), of.Sum.At<T>(), of.Y.At<T>(), of.Mean.At<T>(), of.InverseDeviation.At<T>(),
            of.Rows, of.Columns, of.Epsilon, of.IsRootMeanSquare);
        CpuRegion.Keep(of);
    }

    public void LayerNormGradient(in LayerNormArguments of)
    {
        LayerNormGradientKernel<T, L>.LayerNormGradient(of.Sum.At<T>(), of.Gain.At<T>(), of.Mean.At<T>(), of.InverseDeviation.At<T>(), of.Dy.At<T>(),
            of.Dx.At<T>(), of.Dgain.At<T>(), of.Doffset.At<T>(), of.Rows, of.Columns, of.IsRootMeanSquare, of.Accumulate);
        CpuRegion.Keep(of);
    }

    /// <summary>As <see cref="ILayerNormKernels.LayerNorm"/>; null stands for an absent operand.</summary>
    public static void LayerNorm(T* x, T* residual, T* gain, T* offset, T* sum, T* y, T* mean, T* inverseDeviation, long rows, int columns, double epsilon, bool rootMeanSquare)
    {
        var job = new Job
        {
            X = x, Residual = residual, Gain = gain, Offset = offset, Sum = sum, Y = y, Mean = mean, InverseDeviation = inverseDeviation,
            Columns = columns, Epsilon = T.CreateTruncating(epsilon), RootMeanSquare = rootMeanSquare, Cut = Cut.Of(rows, columns),
        };
        WorkerTeam.Run(job.Cut.Count, ref job);
    }

    struct Job : IChunked
    {
        public T* X, Residual, Gain, Offset, Sum, Y, Mean, InverseDeviation;
        public int Columns;
        public T Epsilon;
        public bool RootMeanSquare;
        public Cut Cut;

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            long row = Cut.First(chunk), end = Cut.End(chunk);
            if (Columns <= L.Count && Residual == null && !RootMeanSquare)
            {
                for (; row < end; row++) Short(row);
                return;
            }
            for (; row < end; row++)
            {
                long start = row * Columns;
                T* s = X + start;
                if (Residual != null) Add(s, Residual + start, s = Sum + start, Columns);
                Statistics(s, X + start + Columns, Y + start, out T mean, out T variance);
                T inverse = T.One / T.Sqrt(variance + Epsilon);
                if (Mean != null) Mean[row] = mean;
                InverseDeviation[row] = inverse;
                Apply(s, Y + start, L.Broadcast(mean), L.Broadcast(inverse));
            }
        }

        /// <summary>A row that fits into a vector. Nothing in it waits for the row before: the processor works on several.</summary>
        [MethodImpl(AggressiveInlining)] readonly void Short(long row)
        {
            T count = T.CreateTruncating(Columns);
            L x = L.LoadPart(X + row * Columns, Columns), none = L.Constant(0);
            T mean = L.Sum(x) / count;
            L deviation = L.Part(x - L.Broadcast(mean), Columns, none);
            T correction = L.Sum(deviation) / count;
            mean += correction;
            T inverse = T.One / T.Sqrt(T.Max(T.Zero, L.Sum(deviation * deviation) / count - correction * correction) + Epsilon);
            if (Mean != null) Mean[row] = mean;
            InverseDeviation[row] = inverse;
            L value = (x - L.Broadcast(mean)) * L.Broadcast(inverse);
            if (Gain != null) value *= L.LoadPart(Gain, Columns);
            if (Offset != null) value += L.LoadPart(Offset, Columns);
            L.StorePart(Y + row * Columns, value, Columns);
        }

        [MethodImpl(AggressiveOptimization | NoInlining)] readonly void Statistics(T* s, T* next, T* y, out T mean, out T variance)
        {
            T count = T.CreateTruncating(Columns);
            mean = T.Zero;
            if (RootMeanSquare) variance = Row<T, L>.Fold(new DotFold<T, L>(s, s), 0, Columns) / count;
            else
            {
                mean = Row<T, L>.Fold(new FetchingFold<T, L, SumFold<T, L>>(new(s), next), 0, Columns) / count;
                Row<T, L>.Fold(new FetchingFold<T, L, DeviationFold<T, L>>(new(s, L.Broadcast(mean)), y), 0, Columns, out L deviations, out L squares);
                T correction = L.Sum(deviations) / count;
                mean += correction;
                variance = T.Max(T.Zero, L.Sum(squares) / count - correction * correction);
            }
        }

        [MethodImpl(AggressiveOptimization | NoInlining)] readonly void Apply(T* s, T* y, L mean, L inverse)
        {
            // Of locals the compiler knows that no store changes them.
            T* gain = Gain, offset = Offset;
            int columns = Columns, i = 0;
            if (gain != null && offset != null)
                for (; i <= columns - L.Count; i += L.Count) L.Store(y + i, (L.Load(s + i) - mean) * inverse * L.Load(gain + i) + L.Load(offset + i));
            for (; i <= columns - L.Count; i += L.Count) L.Store(y + i, Normal(s, gain, offset, i, mean, inverse));
            if (i < columns) L.StorePart(y + i, Normal(s, gain, offset, i, mean, inverse), columns - i);
        }

        [MethodImpl(AggressiveInlining)] static L Normal(T* s, T* gain, T* offset, int i, L mean, L inverse)
        {
            L value = (L.Load(s + i) - mean) * inverse;
            if (gain != null) value *= L.Load(gain + i);
            if (offset != null) value += L.Load(offset + i);
            return value;
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] static void Add(T* a, T* b, T* sum, int count)
    {
        int i = 0;
        for (; i <= count - L.Count; i += L.Count) L.Store(sum + i, L.Load(a + i) + L.Load(b + i));
        if (i < count) L.StorePart(sum + i, L.Load(a + i) + L.Load(b + i), count - i);
    }
}
