namespace Nabla.Devices.Cpu;

/// <summary>Rows taken by index, and their gradients put back: an embedding table's two directions.</summary>
internal static unsafe class GatherKernel<T, L> where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    /// <summary>Columns that a part of a scattered addition has at least: two cache lines.</summary>
    const int Narrowest = 32;

    /// <summary>As <see cref="IKernels.Gather"/>.</summary>
    public static void Gather(T* x, int* indices, T* y, long outer, long rows, long count, int width)
    {
        if (width == 0) return;
        var job = new GatherJob { X = x, Indices = indices, Y = y, Rows = rows, Length = count, Width = width, Cut = Cut.Of(outer * count, width) };
        WorkerTeam.Run(job.Cut.Count, ref job);
    }

    /// <summary>As <see cref="IKernels.ScatterAdd"/>. A wide table is cut by columns; a narrow one by ranges of its rows, each of which looks at all
    /// indices. Either way every row takes its additions in the order of i.</summary>
    public static void ScatterAdd(T* y, int* indices, T* x, long count, long rows, int width)
    {
        long parts = Math.Min(64, (count * width + Cut.Grain - 1) / Cut.Grain);
        bool byColumns = width >= parts * Narrowest;
        var job = new ScatterJob { Y = y, Indices = indices, X = x, Length = count, Rows = rows, Width = width, ByColumns = byColumns };
        long whole = byColumns ? (width + Narrowest - 1) / Narrowest : rows;
        job.Cut = Cut.Of(whole, 1, parts == 0 ? 1 : (whole + parts - 1) / parts);
        WorkerTeam.Run(parts == 0 ? 0 : job.Cut.Count, ref job);
    }

    struct GatherJob : IChunked
    {
        public T* X, Y;
        public int* Indices;
        public long Rows, Length;
        public int Width;
        public Cut Cut;

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            for (long i = Cut.First(chunk), end = Cut.End(chunk), next; i < end; i = next)
            {
                long outer = i / Length, first = i % Length;
                next = Math.Min(end, i + Length - first);
                T* x = X + outer * Rows * Width, y = Y + i * Width;
                if (Width == 1) Numbers(x, Indices + first, y, next - i);
                else if (Width <= L.Count) Narrow(x, Indices + first, y, next - i, Width);
                else for (long j = 0; j < next - i; j++) Copy(x + (long)Indices[first + j] * Width, y + j * Width, Width);
            }
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] static void Numbers(T* x, int* indices, T* y, long count)
    {
        for (long i = 0; i < count; i++) y[i] = x[indices[i]];
    }

    /// <summary>Rows that fit into a vector: whole ones are written as long as the next rows overwrite what is too much.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] static void Narrow(T* x, int* indices, T* y, long count, int width)
    {
        long i = 0;
        for (long whole = count - L.Count / width - 1; i < whole; i++, y += width) L.Store(y, L.Load(x + (long)indices[i] * width));
        for (; i < count; i++, y += width) L.StorePart(y, L.Load(x + (long)indices[i] * width), width);
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] static void Copy(T* x, T* y, int width)
    {
        int i = 0;
        for (; i <= width - L.Count; i += L.Count) L.Store(y + i, L.Load(x + i));
        if (i < width) L.StorePart(y + i, L.Load(x + i), width - i);
    }

    struct ScatterJob : IChunked
    {
        public T* Y, X;
        public int* Indices;
        public long Length, Rows;
        public int Width;
        public bool ByColumns;
        public Cut Cut;

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            if (ByColumns) Add(0, Rows, (int)Cut.First(chunk) * Narrowest, (int)Math.Min(Width, Cut.End(chunk) * Narrowest));
            else Add(Cut.First(chunk), Cut.End(chunk), 0, Width);
        }

        [MethodImpl(AggressiveOptimization | NoInlining)] readonly void Add(long firstRow, long endRow, int column, int endColumn)
        {
            ulong range = (ulong)(endRow - firstRow);
            for (long i = 0; i < Length; i++)
            {
                long row = Indices[i];
                if ((ulong)(row - firstRow) < range) AddRow(Y + i * Width + column, X + row * Width + column, endColumn - column);
            }
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] static void AddRow(T* y, T* x, int width)
    {
        int i = 0;
        for (; i <= width - L.Count; i += L.Count) L.Store(x + i, L.Load(x + i) + L.Load(y + i));
        if (i < width) L.StorePart(x + i, L.Load(x + i) + L.Load(y + i), width - i);
    }
}
