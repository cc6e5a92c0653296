namespace Nabla.Devices.Cpu;

/// <summary>Means and variances of planes [reduced, inner] so small that a vector of one plane's numbers would be mostly idle: blocks of planes are turned
/// over, so that each element of a vector has a plane of its own.</summary>
internal static unsafe class SmallPlanes<T, L> where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    // A block and its results fit into the first-level cache.
    const int Block = 16, Largest = 128;

    /// <summary>Whether this is the quicker way.</summary>
    public static bool Fits(long outer, long reduced, long inner) => reduced > 1 && reduced * inner <= Largest && outer >= Block && L.Count is > 1 and <= Block;

    /// <summary>Mean and biased variance [outer, inner] of the middle axis of x [outer, reduced, inner].</summary>
    public static void Variance(T* x, T* mean, T* variance, long outer, long reduced, long inner)
    {
        var job = new Job
        {
            X = x, Mean = mean, Variance = variance, Outer = outer, Reduced = (int)reduced, Inner = (int)inner,
            Cut = Cut.Of((outer + Block - 1) / Block, Block * reduced * inner),
        };
        WorkerTeam.Run(job.Cut.Count, ref job);
    }

    struct Job : IChunked
    {
        public T* X, Mean, Variance;
        public long Outer;
        public int Reduced, Inner;
        public Cut Cut;

        [SkipLocalsInit, MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            int plane = Reduced * Inner;
            T* turned = stackalloc T[Largest * Block], means = stackalloc T[Largest / 2 * Block], variances = stackalloc T[Largest / 2 * Block];
            for (long block = Cut.First(chunk); block < Cut.End(chunk); block++)
            {
                long o = block * Block;
                int count = (int)Math.Min(Block, Outer - o);
                MatrixTranspose<T, L>.Run(X + o * plane, plane, turned, Block, plane, count);
                for (int column = 0; column < Inner * Block; column += Block)
                    for (int i = column; i < column + count; i += L.Count) Statistics(turned + i, means + i, variances + i);
                MatrixTranspose<T, L>.Run(means, Block, Mean + o * Inner, Inner, count, Inner);
                MatrixTranspose<T, L>.Run(variances, Block, Variance + o * Inner, Inner, count, Inner);
            }
        }

        [MethodImpl(AggressiveInlining)] readonly void Statistics(T* turned, T* mean, T* variance)
        {
            int step = Inner * Block, end = Reduced * step;
            L count = L.Constant(Reduced), sum = L.Load(turned), deviations = L.Constant(0), squares = L.Constant(0);
            for (int r = step; r < end; r += step) sum += L.Load(turned + r);
            L first = sum / count;
            for (int r = 0; r < end; r += step)
            {
                L deviation = L.Load(turned + r) - first;
                deviations += deviation;
                squares = L.MultiplyAdd(deviation, deviation, squares);
            }
            VarianceCorrection.Apply<T, L>(first, squares / count, deviations / count, out L corrected, out L spread);
            L.Store(mean, corrected);
            L.Store(variance, spread);
        }
    }
}
