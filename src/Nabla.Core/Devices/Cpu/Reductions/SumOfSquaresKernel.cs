namespace Nabla.Devices.Cpu;

/// <summary>Σ x², by which gradients are clipped.</summary>
internal sealed unsafe class SumOfSquaresKernel<T, L> : ISumOfSquaresKernels where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    public double SumOfSquares(Region x, long count)
    {
        double sum = SumOfSquares(x.At<T>(), count);
        GC.KeepAlive(x.Block);
        return sum;
    }

    /// <summary>Squares summed in the type's own precision: 64 a lane, so that the error stays at a few units in the last place.</summary>
    const int Block = 4096;

    /// <summary>As <see cref="ISumOfSquaresKernels.SumOfSquares"/>: blocks in lanes, the blocks' sums in double and in order.</summary>
    public static double SumOfSquares(T* x, long count)
    {
        var job = new Job { X = x, Length = count, Cut = Cut.Of(count, 1, 2 * Cut.Grain) };
        using var scratch = new Scratch<double>(job.Cut.Count);
        fixed (double* sums = scratch.Span)
        {
            job.Sums = sums;
            WorkerTeam.Run(job.Cut.Count, ref job);
            double total = 0;
            for (int chunk = 0; chunk < job.Cut.Count; chunk++) total += sums[chunk];
            return total;
        }
    }

    struct Job : IChunked
    {
        public T* X;
        public double* Sums;
        public long Length;
        public Cut Cut;

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            double sum = 0;
            long end = Cut.End(chunk);
            for (long i = Cut.First(chunk); i < end; i += Block) sum += OfBlock(X + i, Math.Min(Block, end - i));
            Sums[chunk] = sum;
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] static double OfBlock(T* x, long count)
    {
        double sum = double.CreateTruncating(Row<T, L>.Fold(new DotFold<T, L>(x, x), 0, count));
        // In float, squares above 1e38 are infinite and those below 1e-38 vanish.
        bool exact = typeof(T) == typeof(double) || sum is > 1e-25 and < 1e38;
        return exact ? sum : Scaled(x, count);
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] static double Scaled(T* x, long count)
    {
        T largest = T.Max(Row<T, L>.Fold(new MaxFold<T, L>(x), 0, count), -Row<T, L>.Fold(new MinFold<T, L>(x), 0, count));
        double scale = double.CreateTruncating(largest);
        if (scale == 0 || !double.IsFinite(scale)) return scale * scale;
        return scale * scale * double.CreateTruncating(Row<T, L>.Fold(new RatioFold<T, L>(x, L.Broadcast(largest)), 0, count));
    }
}
