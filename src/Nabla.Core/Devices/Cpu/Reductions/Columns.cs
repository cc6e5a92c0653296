namespace Nabla.Devices.Cpu;

/// <summary>Folds x [outer, rows, columns] down the rows: a block of columns at a time, its results in registers. Many rows are cut into blocks whose
/// partial results are joined in order.</summary>
internal static unsafe class Columns<T, L> where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    /// <summary>Columns of one unit of work: enough to follow each row for a while, few enough to cut a wide matrix.</summary>
    const long Width = 256;

    /// <summary>first [outer, columns], and second for a pair, = fold/divisor, joined with what is there if <paramref name="accumulate"/>. An absent target is not written.</summary>
    public static void Fold<F>(F fold, long outer, long rows, long columns, T* first, T* second, double divisor, bool accumulate) where F : struct, IFold<L, T>
    {
        var job = new Job<F>
        {
            Fold = fold, Outer = outer, Rows = rows, Columns = columns, First = first, Second = second, Divisor = divisor, Accumulate = accumulate,
            ColumnBlocks = (columns + Width - 1) / Width, RowBlocks = 1,
        };
        long width = Math.Min(columns, Width);
        if (rows * width > 2 * Cut.Grain && outer * job.ColumnBlocks < 16) job.RowBlocks = (rows * width + Cut.Grain - 1) / Cut.Grain;
        job.RowsOfBlock = (rows + job.RowBlocks - 1) / job.RowBlocks;
        if (job.RowBlocks == 1) job.Start();
        else ByBlocks(job);
    }

    static void ByBlocks<F>(Job<F> job) where F : struct, IFold<L, T>
    {
        long partials = job.Outer * job.RowBlocks * job.Columns;
        using var scratch = new Scratch<T>(2 * partials);
        fixed (T* firsts = scratch.Span)
        {
            T* seconds = F.IsPair ? firsts + partials : null;
            var blocks = job with { First = firsts, Second = seconds, Divisor = 1, Accumulate = false };
            blocks.Start();
            Join<F>(job, firsts, job.First);
            if (F.IsPair) Join<F>(job, seconds, job.Second);
        }
    }

    static void Join<F>(in Job<F> job, T* partials, T* target) where F : struct, IFold<L, T>
    {
        if (target == null) return;
        var join = new Job<JoinFold<T, L, F>>
        {
            Fold = new(partials), Outer = job.Outer, Rows = job.RowBlocks, Columns = job.Columns, First = target, Divisor = job.Divisor, Accumulate = job.Accumulate,
            ColumnBlocks = job.ColumnBlocks, RowBlocks = 1, RowsOfBlock = job.RowBlocks,
        };
        join.Start();
    }

    struct Job<F> : IChunked where F : struct, IFold<L, T>
    {
        public F Fold;
        public long Outer, Rows, Columns, ColumnBlocks, RowBlocks, RowsOfBlock;
        public T* First, Second;
        public double Divisor;
        public bool Accumulate;
        Cut cut;

        public void Start()
        {
            cut = Cut.Of(Outer * RowBlocks * ColumnBlocks, RowsOfBlock * Math.Min(Columns, Width), 2 * Cut.Grain);
            WorkerTeam.Run(cut.Count, ref this);
        }

        [MethodImpl(AggressiveOptimization)] public readonly void Run(int chunk)
        {
            for (long unit = cut.First(chunk); unit < cut.End(chunk); unit++)
            {
                long block = unit / ColumnBlocks, column = unit % ColumnBlocks * Width;
                long outer = block / RowBlocks, row = block % RowBlocks * RowsOfBlock;
                Unit(outer * Rows + row, Math.Min(RowsOfBlock, Rows - row), column, Math.Min(Columns, column + Width), block * Columns);
            }
        }

        readonly void Unit(long row, long rows, long column, long end, long target)
        {
            for (; column <= end - 4 * L.Count; column += 4 * L.Count) Four(row, rows, column, target);
            for (; column < end; column += L.Count) One(row, rows, column, target, (int)Math.Min(L.Count, end - column));
        }

        [MethodImpl(AggressiveOptimization | NoInlining)] readonly void Four(long row, long rows, long column, long target)
        {
            L a0 = F.Start, a1 = F.Start, a2 = F.Start, a3 = F.Start, b0 = F.Start, b1 = F.Start, b2 = F.Start, b3 = F.Start;
            long index = row * Columns + column;
            for (long r = 0; r < rows; r++, index += Columns)
            {
                Fold.Take(ref a0, ref b0, index, column);
                Fold.Take(ref a1, ref b1, index + L.Count, column + L.Count);
                Fold.Take(ref a2, ref b2, index + 2 * L.Count, column + 2 * L.Count);
                Fold.Take(ref a3, ref b3, index + 3 * L.Count, column + 3 * L.Count);
            }
            target += column;
            Write(target, L.Count, a0, b0);
            Write(target + L.Count, L.Count, a1, b1);
            Write(target + 2 * L.Count, L.Count, a2, b2);
            Write(target + 3 * L.Count, L.Count, a3, b3);
        }

        [MethodImpl(AggressiveOptimization | NoInlining)] readonly void One(long row, long rows, long column, long target, int count)
        {
            L a0 = F.Start, a1 = F.Start, a2 = F.Start, a3 = F.Start, b0 = F.Start, b1 = F.Start, b2 = F.Start, b3 = F.Start;
            long index = row * Columns + column, r = 0;
            for (; r <= rows - 4; r += 4, index += 4 * Columns)
            {
                Fold.Take(ref a0, ref b0, index, column);
                Fold.Take(ref a1, ref b1, index + Columns, column);
                Fold.Take(ref a2, ref b2, index + 2 * Columns, column);
                Fold.Take(ref a3, ref b3, index + 3 * Columns, column);
            }
            for (; r < rows; r++, index += Columns) Fold.Take(ref a0, ref b0, index, column);
            Write(target + column, count, F.Join(F.Join(a0, a1), F.Join(a2, a3)), F.IsPair ? F.Join(F.Join(b0, b1), F.Join(b2, b3)) : b0);
        }

        [MethodImpl(AggressiveInlining)] readonly void Write(long target, int count, L first, L second)
        {
            if (First != null) Write(First + target, count, first);
            if (F.IsPair && Second != null) Write(Second + target, count, second);
        }

        [MethodImpl(AggressiveInlining)] readonly void Write(T* target, int count, L result)
        {
            result /= L.Constant(Divisor);
            if (Accumulate) result = F.Join(L.Load(target), result);
            if (count == L.Count) L.Store(target, result);
            else L.StorePart(target, result, count);
        }
    }
}
