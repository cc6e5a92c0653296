namespace Nabla.Devices.Cpu;

/// <summary>y[…, p, q] = x[…, q, p] where q is dense in y and p is dense in x: tile by tile, so that every cache line that is
/// read or written is used whole, and within a tile in squares of four floats that are turned in registers.</summary>
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
    [MethodImpl(AggressiveOptimization | NoInlining)] static void Turn(T* x, long strideX, T* y, long strideY, int countP, int countQ, bool accumulate)
    {
        int wholeP = 0, wholeQ = 0;
        if (typeof(T) == typeof(float) && Vector128.IsHardwareAccelerated)
        {
            (wholeP, wholeQ) = (countP & -Square, countQ & -Square);
            for (int p = 0; p < wholeP; p += Square)
                for (int q = 0; q < wholeQ; q += Square)
                    TurnSquare((float*)(x + q * strideX + p), strideX, (float*)(y + p * strideY + q), strideY, accumulate);
        }
        for (int p = 0; p < countP; p++)
            for (int q = p < wholeP ? wholeQ : 0; q < countQ; q++)
            {
                T* source = x + q * strideX + p, target = y + p * strideY + q;
                if (accumulate) CopyKernel<T, L>.Add(target, *source);
                else *target = *source;
            }
    }

    [MethodImpl(AggressiveInlining)] static void TurnSquare(float* x, long strideX, float* y, long strideY, bool accumulate)
    {
        Vector128<float> a = Vector128.Load(x), b = Vector128.Load(x + strideX), c = Vector128.Load(x + 2 * strideX), d = Vector128.Load(x + 3 * strideX);
        Vector128<float> lowAc = Interleave.Low(a, c), highAc = Interleave.High(a, c), lowBd = Interleave.Low(b, d), highBd = Interleave.High(b, d);
        Put(y, Interleave.Low(lowAc, lowBd), accumulate);
        Put(y + strideY, Interleave.High(lowAc, lowBd), accumulate);
        Put(y + 2 * strideY, Interleave.Low(highAc, highBd), accumulate);
        Put(y + 3 * strideY, Interleave.High(highAc, highBd), accumulate);
    }

    [MethodImpl(AggressiveInlining)]
    static void Put(float* y, Vector128<float> value, bool accumulate) => (accumulate ? Vector128.Load(y) + value : value).Store(y);
}
