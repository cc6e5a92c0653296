namespace Nabla.Devices.Cpu;

/// <summary>y = x, or y += x, over strided operands: runs by vectors, swapped axes by tiles, anything else element by element.</summary>
internal static unsafe class CopyKernel<T, L> where T : unmanaged where L : struct, ILane<L, T>
{
    public static void Run(T* x, ReadOnlySpan<long> stridesX, T* y, ReadOnlySpan<long> stridesY, ReadOnlySpan<int> extents, bool accumulate)
    {
        if (Axes.AreDense(extents, stridesX, stridesY, out long count) && count <= Chunks.Length)
        {
            if (count > 0) CopyVectors(x, 1, y, (int)count, accumulate);
            return;
        }
        // In the order of y's memory, which may merge more axes: the stores are then as near to each other as can be.
        Axes axes = new Axes(extents, stridesX, stridesY).BySecond();
        if (axes.Elements == 0 || TransposeKernel<T, L>.TryRun(axes, x, y, accumulate)) return;
        Job job = new() { Axes = axes, X = x, Y = y, Accumulate = accumulate };
        WorkerTeam.Run(Chunks.Of(axes.Elements), ref job);
    }

    struct Job : IChunked
    {
        public Axes Axes;
        public T* X, Y;
        public bool Accumulate;

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            (long start, int count) = Chunks.At(chunk, Axes.Elements);
            AxesWalk walk = new(Axes, start);
            long stepX = Axes.First(Axes.Inner), stepY = Axes.Second(Axes.Inner);
            while (count > 0)
            {
                int run = (int)Math.Min(walk.Run, count);
                CopyRun(X + walk.First, stepX, Y + walk.Second, stepY, run, Accumulate);
                walk.Advance(run);
                count -= run;
            }
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] static void CopyRun(T* x, long stepX, T* y, long stepY, int count, bool accumulate)
    {
        if (stepY == 1 && stepX is 0 or 1) CopyVectors(x, (int)stepX, y, count, accumulate);
        else if (accumulate)
            for (int i = 0; i < count; i++, x += stepX, y += stepY) Add(y, *x);
        else for (int i = 0; i < count; i++, x += stepX, y += stepY) *y = *x;
    }

    /// <summary>*y += x.</summary>
    [MethodImpl(AggressiveInlining)] public static void Add(T* y, T x)
    {
        if (typeof(T) == typeof(float)) *(float*)y += Unsafe.BitCast<T, float>(x);
        else *(double*)y += Unsafe.BitCast<T, double>(x);
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] static void CopyVectors(T* x, int stepX, T* y, int count, bool accumulate)
    {
        L repeated = L.Broadcast(*x);
        for (int i = 0; i < count; i += L.Count)
        {
            int left = count - i;
            bool whole = left >= L.Count;
            L value = stepX == 0 ? repeated : whole ? L.Load(x + i) : L.LoadPart(x + i, left);
            if (accumulate) value += whole ? L.Load(y + i) : L.LoadPart(y + i, left);
            if (whole) L.Store(y + i, value);
            else L.StorePart(y + i, value, left);
        }
    }
}
