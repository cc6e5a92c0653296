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

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
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
            for (; column <= end - 4 * L.Count; column += 4 * L.Count)
            {
                Four(row, rows, column, out Results of);
                Write(target + column, L.Count, of.A0, of.B0);
                Write(target + column + L.Count, L.Count, of.A1, of.B1);
                Write(target + column + 2 * L.Count, L.Count, of.A2, of.B2);
                Write(target + column + 3 * L.Count, L.Count, of.A3, of.B3);
            }
            for (; column < end; column += L.Count)
            {
                One(row, rows, column, out L first, out L second);
                Write(target + column, (int)Math.Min(L.Count, end - column), first, second);
            }
        }

        /// <summary>Four vectors side by side; many rows in blocks that are joined in pairs, as <see cref="Row{T, L}"/> does it.</summary>
        [MethodImpl(AggressiveOptimization | NoInlining)] readonly void Four(long row, long rows, long column, out Results of)
        {
            if (rows > FoldBlocks.Longest)
            {
                long half = FoldBlocks.Half(rows, FoldBlocks.Longest);
                Four(row, half, column, out of);
                Four(row + half, rows - half, column, out Results rest);
                of.Join<F>(rest);
                return;
            }
            L a0 = F.Start, a1 = F.Start, a2 = F.Start, a3 = F.Start, b0 = F.Start, b1 = F.Start, b2 = F.Start, b3 = F.Start;
            F fold = Fold; // a load in the loop may be taken for one of what the last block has stored, and then waits for it
            long step = Columns, index = row * step + column;
            for (long r = 0; r < rows; r++, index += step)
            {
                fold.Take(ref a0, ref b0, index, column);
                fold.Take(ref a1, ref b1, index + L.Count, column + L.Count);
                fold.Take(ref a2, ref b2, index + 2 * L.Count, column + 2 * L.Count);
                fold.Take(ref a3, ref b3, index + 3 * L.Count, column + 3 * L.Count);
            }
            of = new() { A0 = a0, A1 = a1, A2 = a2, A3 = a3, B0 = b0, B1 = b1, B2 = b2, B3 = b3 };
        }

        [MethodImpl(AggressiveOptimization | NoInlining)] readonly void One(long row, long rows, long column, out L first, out L second)
        {
            if (rows > 4 * FoldBlocks.Longest)
            {
                long half = FoldBlocks.Half(rows, 4 * FoldBlocks.Longest);
                One(row, half, column, out L a, out L b);
                One(row + half, rows - half, column, out L c, out L d);
                first = F.Join(a, c);
                second = F.IsPair ? F.Join(b, d) : b;
                return;
            }
            L a0 = F.Start, a1 = F.Start, a2 = F.Start, a3 = F.Start, b0 = F.Start, b1 = F.Start, b2 = F.Start, b3 = F.Start;
            F fold = Fold;
            long step = Columns, index = row * step + column, r = 0;
            for (; r <= rows - 4; r += 4, index += 4 * step)
            {
                fold.Take(ref a0, ref b0, index, column);
                fold.Take(ref a1, ref b1, index + step, column);
                fold.Take(ref a2, ref b2, index + 2 * step, column);
                fold.Take(ref a3, ref b3, index + 3 * step, column);
            }
            for (; r < rows; r++, index += step) fold.Take(ref a0, ref b0, index, column);
            first = F.Join(F.Join(a0, a1), F.Join(a2, a3));
            second = F.IsPair ? F.Join(F.Join(b0, b1), F.Join(b2, b3)) : b0;
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

    /// <summary>The results of four vectors of columns.</summary>
    struct Results
    {
        public L A0, A1, A2, A3, B0, B1, B2, B3;

        [MethodImpl(AggressiveInlining)] public void Join<F>(in Results rest) where F : struct, IFold<L, T>
        {
            (A0, A1, A2, A3) = (F.Join(A0, rest.A0), F.Join(A1, rest.A1), F.Join(A2, rest.A2), F.Join(A3, rest.A3));
            if (F.IsPair) (B0, B1, B2, B3) = (F.Join(B0, rest.B0), F.Join(B1, rest.B1), F.Join(B2, rest.B2), F.Join(B3, rest.B3));
        }
    }
}
