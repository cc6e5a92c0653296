namespace Nabla.Devices.Cpu;

/// <summary>The position of the largest number along the middle axis of x [outer, reduced, inner]: the first on a tie; NaN counts as largest, as in PyTorch.</summary>
internal sealed unsafe class ArgMaxKernel<T, L> : IArgMaxKernels where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    public void ArgMax(Region x, Region y, long outer, long reduced, long inner)
    {
        ArgMax(x.At<T>(), y.At<int>(), outer, reduced, inner);
        GC.KeepAlive(x.Block);
        GC.KeepAlive(y.Block);
    }

    /// <summary>As <see cref="IArgMaxKernels.ArgMax"/>.</summary>
    public static void ArgMax(T* x, int* y, long outer, long reduced, long inner)
    {
        if (outer * inner == 0) return;
        if (inner == 1 && ShortRows<T, L>.Fits(outer, reduced))
        {
            ShortRows<T, L>.Places(x, y, outer, (int)reduced);
            return;
        }
        long lines = inner == 1 ? 1 : (inner + L.Count - 1) / L.Count;
        var job = new Job { X = x, Y = y, Reduced = reduced, Inner = inner, Lines = lines, Cut = Cut.Of(outer * lines, reduced * Math.Min(inner, L.Count)) };
        WorkerTeam.Run(job.Cut.Count, ref job);
    }

    struct Job : IChunked
    {
        public T* X;
        public int* Y;
        public long Reduced, Inner, Lines;
        public Cut Cut;

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            for (long i = Cut.First(chunk); i < Cut.End(chunk); i++)
            {
                if (Inner == 1) Y[i] = OfRow(X + i * Reduced, Reduced);
                else
                {
                    long outer = i / Lines, column = i % Lines * L.Count;
                    OfColumns(X + outer * Reduced * Inner + column, Y + outer * Inner + column, Reduced, Inner, (int)Math.Min(L.Count, Inner - column));
                }
            }
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] static int OfRow(T* x, long count)
    {
        T largest = Row<T, L>.Fold(new MaxFold<T, L>(x), 0, count);
        return First(x, T.IsNaN(largest) ? 0 : Near(x, count, L.Broadcast(largest)), count, 1, largest);
    }

    /// <summary>A place at or shortly before the first number that is not below <paramref name="largest"/>.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] static long Near(T* x, long count, L largest)
    {
        L one = L.Constant(1), zero = L.Constant(0);
        long i = 0;
        for (; i <= count - 4 * L.Count; i += 4 * L.Count)
        {
            L low = L.Max(L.Max(L.Load(x + i), L.Load(x + i + L.Count)), L.Max(L.Load(x + i + 2 * L.Count), L.Load(x + i + 3 * L.Count)));
            if (L.MaxAcross(L.WhereGreater(largest, low, zero, one)) > T.Zero) break;
        }
        return i;
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] static int First(T* x, long from, long count, long stride, T largest)
    {
        for (long i = from; i < count; i++)
            if (x[i * stride].Equals(largest)) return (int)i; // Equals, unlike ==, finds NaN
        return 0;
    }

    /// <summary>The places of the largest of some columns, at most as many as a vector has elements.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] public static void OfColumns(T* x, int* y, long rows, long stride, int count)
    {
        // Positions are kept as numbers, which a float does exactly below 2²⁴: longer columns go in blocks.
        const long Block = 1 << 23;
        L largest = L.Constant(double.NegativeInfinity);
        T* best = stackalloc T[L.Count], position = stackalloc T[L.Count];
        for (long start = 0; start < rows; start += Block)
        {
            L none = L.Constant(-1), place = none;
            for (long r = start; r < Math.Min(rows, start + Block); r++)
            {
                L value = L.Load(x + r * stride);
                place = L.WhereGreater(value, largest, L.Constant(r - start), place);
                largest = L.Max(largest, value);
            }
            L.Store(position, place);
            for (int i = 0; i < count; i++)
                if (position[i] >= T.Zero) y[i] = (int)start + int.CreateTruncating(position[i]);
                else if (start == 0) y[i] = 0;
        }
        L.Store(best, largest);
        for (int i = 0; i < count; i++)
            if (T.IsNaN(best[i])) y[i] = First(x + i, 0, rows, stride, best[i]);
    }
}
