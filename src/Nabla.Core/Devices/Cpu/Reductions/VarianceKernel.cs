namespace Nabla.Devices.Cpu;

/// <summary>Mean and biased variance of the middle axis of x [outer, reduced, inner], in two readings of x and without a copy. The second reading also
/// sums the deviations, which corrects what the mean has lost to rounding (Chan, Golub and LeVeque, "Algorithms for computing the sample variance",
/// 1983, the corrected two-pass algorithm).</summary>
internal sealed unsafe class VarianceKernel<T, L> : IVarianceKernels where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    public void Variance(in VarianceArguments of)
    {
        Variance(of.X.At<T>(), of.Mean.At<T>(), of.Variance.At<T>(), of.Outer, of.Reduced, of.Inner);
        CpuRegion.Keep(of);
    }

    /// <summary>As <see cref="IVarianceKernels.Variance"/>.</summary>
    public static void Variance(T* x, T* mean, T* variance, long outer, long reduced, long inner)
    {
        if (outer * inner == 0) return;
        if (reduced == 1) (outer, inner) = (1, outer * inner);
        if (SmallPlanes<T, L>.Fits(outer, reduced, inner))
        {
            SmallPlanes<T, L>.Variance(x, mean, variance, outer, reduced, inner);
            return;
        }
        if (inner == 1 && outer < 16 && reduced > 2 * Cut.Grain)
        {
            OfBlocks(x, mean, variance, outer, reduced);
            return;
        }
        var job = new Job { X = x, Mean = mean, Variance = variance, Reduced = reduced, Inner = inner, Cut = Cut.Of(outer, reduced * inner) };
        bool isLarge = inner > 1 && outer < 16 && reduced * inner > 2 * Cut.Grain;
        if (outer > 1 && !isLarge) WorkerTeam.Run(job.Cut.Count, ref job);
        else for (int chunk = 0; chunk < job.Cut.Count; chunk++) job.Run(chunk); // the team shares the columns of each plane instead
    }

    /// <summary>Mean and biased variance of each column of x [rows, columns].</summary>
    public static void OfColumns(T* x, T* mean, T* variance, long rows, long columns)
    {
        Columns<T, L>.Fold(new SumFold<T, L>(x), 1, rows, columns, mean, null, rows, false);
        using var scratch = new Scratch<T>(columns);
        fixed (T* corrections = scratch.Span)
        {
            Columns<T, L>.Fold(new ColumnDeviationFold<T, L>(x, mean), 1, rows, columns, corrections, variance, rows, false);
            VarianceCorrection.Apply<T, L>(mean, variance, corrections, columns);
        }
    }

    // Few long rows: blocks of them are the team's items, whose sums are added in order.
    static void OfBlocks(T* x, T* mean, T* variance, long rows, long columns)
    {
        Rows<T, L>.Fold(new SumFold<T, L>(x), rows, columns, mean, columns, false);
        long blocks = (columns + Cut.Grain - 1) / Cut.Grain;
        using var scratch = new Scratch<double>(2 * rows * blocks);
        fixed (double* sums = scratch.Span)
        {
            var job = new BlockJob { X = x, Mean = mean, Columns = columns, Blocks = blocks, Sums = sums };
            WorkerTeam.Run(checked((int)(rows * blocks)), ref job);
            for (long row = 0; row < rows; row++)
            {
                double deviations = 0, squares = 0;
                for (long unit = row * blocks; unit < (row + 1) * blocks; unit++)
                {
                    deviations += sums[2 * unit];
                    squares += sums[2 * unit + 1];
                }
                variance[row] = T.CreateTruncating(squares / columns);
                VarianceCorrection.Apply(ref mean[row], ref variance[row], T.CreateTruncating(deviations / columns));
            }
        }
    }

    struct Job : IChunked
    {
        public T* X, Mean, Variance;
        public long Reduced, Inner;
        public Cut Cut;

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            for (long o = Cut.First(chunk); o < Cut.End(chunk); o++)
            {
                if (Inner == 1) OfRow(o);
                else OfColumns(X + o * Reduced * Inner, Mean + o * Inner, Variance + o * Inner, Reduced, Inner);
            }
        }

        [MethodImpl(AggressiveOptimization | NoInlining)] readonly void OfRow(long row)
        {
            T count = T.CreateTruncating(Reduced);
            Mean[row] = Row<T, L>.Fold(new SumFold<T, L>(X), row * Reduced, Reduced) / count;
            Row<T, L>.Fold(new DeviationFold<T, L>(X, L.Broadcast(Mean[row])), row * Reduced, Reduced, out L deviations, out L squares);
            Variance[row] = L.Sum(squares) / count;
            VarianceCorrection.Apply(ref Mean[row], ref Variance[row], L.Sum(deviations) / count);
        }
    }

    struct BlockJob : IChunked
    {
        public T* X, Mean;
        public long Columns, Blocks;
        public double* Sums;

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            long row = chunk / Blocks, column = chunk % Blocks * Cut.Grain;
            DeviationFold<T, L> fold = new(X, L.Broadcast(Mean[row]));
            Row<T, L>.Fold(fold, row * Columns + column, Math.Min(Cut.Grain, Columns - column), out L deviations, out L squares);
            Sums[2 * chunk] = double.CreateTruncating(L.Sum(deviations));
            Sums[2 * chunk + 1] = double.CreateTruncating(L.Sum(squares));
        }
    }
}
