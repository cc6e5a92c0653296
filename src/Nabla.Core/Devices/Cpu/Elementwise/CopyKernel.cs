namespace Nabla.Devices.Cpu;

/// <summary>y = x, or y += x, over strided operands: runs by vectors, swapped axes by tiles, anything else element by element.</summary>
internal static unsafe class CopyKernel<T, L> where T : unmanaged where L : struct, ILane<L, T>
{
    /// <summary>Elements of a run that is worth a call of its own.</summary>
    const int ShortRun = 1024;

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
            (long rowX, long rowY) = walk.RowStep;
            while (count > 0)
            {
                int run = (int)Math.Min(walk.Run, count), rows = run > ShortRun ? 1 : (int)Math.Min(walk.Rows, count / run);
                if (rows > 1)
                {
                    CopyRows(X + walk.First, stepX, rowX, Y + walk.Second, stepY, rowY, run, rows, Accumulate);
                    walk.AdvanceRows(rows);
                    count -= run * rows;
                    continue;
                }
                CopyRun(X + walk.First, stepX, Y + walk.Second, stepY, run, Accumulate);
                walk.Advance(run);
                count -= run;
            }
        }
    }

    /// <summary>Short runs that lie evenly apart: a few elements each, so that what is done between them counts.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)]
    static void CopyRows(T* x, long stepX, long rowX, T* y, long stepY, long rowY, int run, int rows, bool accumulate)
    {
        if (stepY != 1 || stepX is not (0 or 1))
        {
            CopyPlane(x, stepX, rowX, y, stepY, rowY, run, rows, accumulate);
            return;
        }
        int whole = run - run % L.Count, left = run - whole;
        for (; rows > 0; rows--, x += rowX, y += rowY)
        {
            L repeated = L.Broadcast(*x);
            if (accumulate) for (int i = 0; i < whole; i += L.Count) L.Store(y + i, L.Load(y + i) + (stepX == 0 ? repeated : L.Load(x + i)));
            else for (int i = 0; i < whole; i += L.Count) L.Store(y + i, stepX == 0 ? repeated : L.Load(x + i));
            if (left == 0) continue;
            L last = stepX == 0 ? repeated : L.Load(x + whole);
            L.StorePart(y + whole, accumulate ? last + L.Load(y + whole) : last, left);
        }
    }

    /// <summary>Element by element, along the longer of both axes: the shorter one may have two or three elements.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)]
    static void CopyPlane(T* x, long stepX, long rowX, T* y, long stepY, long rowY, int run, int rows, bool accumulate)
    {
        if (run > rows) ((run, stepX, stepY), (rows, rowX, rowY)) = ((rows, rowX, rowY), (run, stepX, stepY));
        // So many at a time that lines of y, which are come back to, are still near.
        const int Near = 1024;
        for (int begin = 0; begin < rows; begin += Near)
        {
            int count = Math.Min(Near, rows - begin);
            if (run == 3 && !accumulate)
            {
                Three(x + begin * rowX, stepX, rowX, y + begin * rowY, stepY, rowY, count);
                continue;
            }
            for (int i = 0; i < run; i++)
            {
                T* from = x + i * stepX + begin * rowX, to = y + i * stepY + begin * rowY;
                if (accumulate) for (int r = 0; r < count; r++, from += rowX, to += rowY) Add(to, *from);
                else for (int r = 0; r < count; r++, from += rowX, to += rowY) *to = *from;
            }
        }
    }

    /// <summary>Pixels of three channels, which lie together in one of both.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] static void Three(T* x, long stepX, long rowX, T* y, long stepY, long rowY, int count)
    {
        T* second = x + stepX, third = second + stepX;
        for (long from = 0, end = count * rowX; from != end; from += rowX, y += rowY)
        {
            y[0] = x[from];
            y[stepY] = second[from];
            y[2 * stepY] = third[from];
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

    /// <summary>y = x or y += x of neighbours; a step of 0 repeats one.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] public static void CopyVectors(T* x, int stepX, T* y, int count, bool accumulate)
    {
        if (stepX == 1 && !accumulate)
        {
            Buffer.MemoryCopy(x, y, (long)count * sizeof(T), (long)count * sizeof(T));
            return;
        }
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
