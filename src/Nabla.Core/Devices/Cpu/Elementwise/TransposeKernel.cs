namespace Nabla.Devices.Cpu;

/// <summary>y[…, p, q] = x[…, q, p] where q is dense in y and p is dense in x: tile by tile, so that every cache line that is
/// read or written is used whole, and within a tile in squares that are turned in registers.</summary>
internal static unsafe class TransposeKernel<T, L> where T : unmanaged where L : struct, ILane<L, T>
{
    const int Tile = 32, Square = 4;

    /// <summary>Does the copy if its axes are such a pair, large enough to pay; else leaves it alone.</summary>
    public static bool TryRun(in Axes axes, T* x, T* y, bool accumulate)
    {
        int inner = axes.Inner;
        if (axes.Second(inner) != 1 || axes.First(inner) is 0 or 1 || axes.Extent(inner) < Square) return false;
        for (int axis = 0; axis < inner; axis++)
        {
            if (axes.First(axis) != 1 || axes.Extent(axis) < Square) continue;
            Job job = new(axes, axis, x, y, accumulate);
            WorkerTeam.Run(job.Count, ref job);
            return true;
        }
        return false;
    }

    /// <summary>A strip is 32 steps of p and all of q at one place of the other axes; a chunk is as many strips as make its usual size.</summary>
    struct Job : IChunked
    {
        readonly Axes others;
        readonly long extentP, extentQ, strideP, strideQ;
        readonly int strips, stripsPerChunk;
        readonly T* x, y;
        readonly bool accumulate;

        public int Count { get; }

        public Job(in Axes axes, int axisP, T* x, T* y, bool accumulate)
        {
            int inner = axes.Inner;
            (extentP, extentQ, strideP, strideQ) = (axes.Extent(axisP), axes.Extent(inner), axes.Second(axisP), axes.First(inner));
            others = axes.Without(axisP, inner);
            strips = (int)((extentP + Tile - 1) / Tile);
            stripsPerChunk = (int)Math.Max(1, Chunks.Length / (Math.Min(Tile, extentP) * extentQ));
            Count = checked((int)((others.Elements * strips + stripsPerChunk - 1) / stripsPerChunk));
            this.x = x;
            this.y = y;
            this.accumulate = accumulate;
        }

        public readonly void Run(int chunk)
        {
            long begin = (long)chunk * stripsPerChunk, end = Math.Min(begin + stripsPerChunk, others.Elements * strips);
            for (long strip = begin; strip < end; strip++) RunStrip(new AxesWalk(others, strip / strips), strip % strips * Tile);
        }

        readonly void RunStrip(in AxesWalk walk, long p)
        {
            int rows = (int)Math.Min(Tile, extentP - p);
            for (long q = 0; q < extentQ; q += Tile)
                Turn(x + walk.First + p + q * strideQ, strideQ, y + walk.Second + p * strideP + q, strideP, rows, (int)Math.Min(Tile, extentQ - q), accumulate);
        }
    }

    /// <summary>y[p·strideY + q] = x[q·strideX + p] for one tile.</summary>
    [SkipLocalsInit, MethodImpl(AggressiveOptimization | NoInlining)] static void Turn(T* x, long strideX, T* y, long strideY, int countP, int countQ, bool accumulate)
    {
        if (!accumulate)
        {
            MatrixTranspose<T, L>.Run(x, strideX, y, strideY, countP, countQ);
            return;
        }
        // Room for one vector more, because the last load may reach beyond.
        T* turned = stackalloc T[Tile * Tile + 16];
        MatrixTranspose<T, L>.Run(x, strideX, turned, Tile, countP, countQ);
        for (int p = 0; p < countP; p++) CopyKernel<T, L>.CopyVectors(turned + p * Tile, 1, y + p * strideY, countQ, accumulate: true);
    }
}
