namespace Nabla.Devices.Cpu;

/// <summary>Folds each row of x [rows, columns]. Long rows are cut into blocks whose partial results are joined in order.</summary>
internal static unsafe class Rows<T, L> where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    /// <summary>y [rows] = fold/divisor, added to what is there if <paramref name="accumulate"/>.</summary>
    public static void Fold<F>(F fold, long rows, long columns, T* y, double divisor, bool accumulate) where F : struct, IFold<L, T>
    {
        long blocks = columns > 2 * Cut.Grain && rows < 16 ? (columns + Cut.Grain - 1) / Cut.Grain : 1;
        var job = new Job<F> { Fold = fold, Rows = rows, Columns = columns, Blocks = blocks, Y = y, Divisor = T.CreateTruncating(divisor), Accumulate = accumulate };
        if (blocks == 1) job.Start();
        else ByBlocks(job);
    }

    static void ByBlocks<F>(Job<F> job) where F : struct, IFold<L, T>
    {
        using var scratch = new Scratch<T>(job.Rows * job.Blocks);
        fixed (T* partials = scratch.Span)
        {
            var blocks = job with { Y = partials, Divisor = T.One, Accumulate = false };
            blocks.Start();
            var join = new Job<JoinFold<T, L, F>>
            {
                Fold = new(partials), Rows = job.Rows, Columns = job.Blocks, Blocks = 1, Y = job.Y, Divisor = job.Divisor, Accumulate = job.Accumulate,
            };
            join.Start();
        }
    }

    struct Job<F> : IChunked where F : struct, IFold<L, T>
    {
        public F Fold;
        public long Rows, Columns, Blocks;
        public T* Y;
        public T Divisor;
        public bool Accumulate;
        Cut cut;

        public void Start()
        {
            cut = Cut.Of(Rows * Blocks, Blocks == 1 ? Columns : Cut.Grain, 2 * Cut.Grain);
            WorkerTeam.Run(cut.Count, ref this);
        }

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            for (long unit = cut.First(chunk); unit < cut.End(chunk); unit++) Y[unit] = Finished(Blocks == 1 ? OfRow(unit) : OfBlock(unit), Y[unit]);
        }

        readonly T OfRow(long row) => Row<T, L>.Fold(Fold, row * Columns, Columns);

        readonly T OfBlock(long unit)
        {
            long row = unit / Blocks, column = unit % Blocks * Cut.Grain;
            return Row<T, L>.Fold(Fold, row * Columns + column, Math.Min(Cut.Grain, Columns - column));
        }

        readonly T Finished(T result, T there) => Accumulate ? there + result / Divisor : result / Divisor;
    }
}
