namespace Nabla.Devices.Cpu;

/// <summary>Work on a run of element pairs: each operand goes on by 1 or stays where it is.</summary>
internal unsafe interface IPairs<T> where T : unmanaged
{
    /// <summary>Handles <paramref name="count"/> pairs, the first being the element numbered <paramref name="start"/>. Steps are 0 or 1.</summary>
    void Run(T* a, int stepA, T* b, int stepB, long start, int count);
}

/// <summary>Brings the pairs of two strided operands, in row-major order, to <typeparamref name="TPairs"/>: long runs as they lie, where the inner
/// strides are 0 or 1; short runs and other strides through two small buffers, so that the formula always sees whole vectors.</summary>
internal unsafe struct ZipPairs<T, L, TPairs> : IChunked where T : unmanaged where L : struct, ILane<L, T> where TPairs : struct, IPairs<T>
{
    const int ShortRun = 32, Staged = 512;

    readonly Axes axes;
    readonly TPairs pairs;
    readonly T* a, b;
    readonly bool direct, denseA, denseB;

    ZipPairs(in Axes axes, TPairs pairs, T* a, T* b)
    {
        (this.axes, this.pairs) = (axes, pairs);
        this.a = a;
        this.b = b;
        int inner = axes.Inner;
        direct = axes.First(inner) is 0 or 1 && axes.Second(inner) is 0 or 1 && (axes.Count == 1 || axes.Extent(inner) >= ShortRun);
        (denseA, denseB) = (axes.FirstIsDense, axes.SecondIsDense);
    }

    /// <summary>Goes over all pairs, in chunks over the worker team.</summary>
    public static void Run(ReadOnlySpan<int> extents, ReadOnlySpan<long> stridesA, ReadOnlySpan<long> stridesB, T* a, T* b, TPairs pairs)
    {
        if (Axes.AreDense(extents, stridesA, stridesB, out long count) && count <= Chunks.Length)
        {
            pairs.Run(a, 1, b, 1, 0, (int)count);
            return;
        }
        ZipPairs<T, L, TPairs> job = new(new Axes(extents, stridesA, stridesB), pairs, a, b);
        WorkerTeam.Run(Chunks.Of(job.axes.Elements), ref job);
    }

    public readonly void Run(int chunk)
    {
        (long start, int count) = Chunks.At(chunk, axes.Elements);
        AxesWalk walk = new(axes, start);
        if (direct) RunDirect(walk, start, count);
        else RunStaged(walk, start, count);
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] readonly void RunDirect(AxesWalk walk, long start, int count)
    {
        int stepA = (int)axes.First(axes.Inner), stepB = (int)axes.Second(axes.Inner);
        while (count > 0)
        {
            int run = (int)Math.Min(walk.Run, count);
            pairs.Run(a + walk.First, stepA, b + walk.Second, stepB, start, run);
            walk.Advance(run);
            (start, count) = (start + run, count - run);
        }
    }

    [SkipLocalsInit, MethodImpl(AggressiveOptimization | NoInlining)] readonly void RunStaged(AxesWalk walk, long start, int count)
    {
        // Room for one vector more, because the last load may reach beyond.
        T* bufferA = stackalloc T[Staged + 16], bufferB = stackalloc T[Staged + 16];
        while (count > 0)
        {
            int block = Math.Min(Staged, count);
            Staging<T, L>.Gather(ref walk, denseA ? null : a, bufferA, denseB ? null : b, bufferB, block);
            pairs.Run(denseA ? a + start : bufferA, 1, denseB ? b + start : bufferB, 1, start, block);
            (start, count) = (start + block, count - block);
        }
    }
}
