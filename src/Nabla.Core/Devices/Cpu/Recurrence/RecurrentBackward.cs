namespace Nabla.Devices.Cpu;

/// <summary>The steps of a recurrent layer, back through time (Werbos 1990, "Backpropagation through time"). Each is one job of the team: a chunk
/// multiplies the slopes of the later step with its units' columns of the weights, and turns what it has of its units' gates into slopes.</summary>
internal unsafe struct RecurrentBackward<T, L, C>(C cell, in RecurrentMemory<T> memory, T* weight, T* dy, T* dhidden, T* dcell) : IChunked
    where T : unmanaged where L : struct, ILane<L, T> where C : struct, IRecurrentCell
{
    readonly C cell = cell;
    readonly RecurrentMemory<T> memory = memory;
    readonly T* weight = weight, dy = dy, dhidden = dhidden, dcell = dcell;
    readonly RecurrentCut cut = new(memory.Shape, C.Products, GemmPacking<T, L>.Width);
    PackedMatrices<T, L> packed;
    bool isPacked;
    int time, later;

    readonly int Depth => C.Products * memory.Shape.Hidden;

    /// <summary>All steps.</summary>
    public void Run()
    {
        RecurrentShape shape = memory.Shape;
        if (shape.Batch == 0) return;
        isPacked = PackedWeights<T, L>.Pays(shape);
        if (!isPacked)
        {
            Walk();
            return;
        }
        using PackedWeights<T, L> weights = new(1, shape.Hidden, Depth);
        fixed (T* room = weights.Span)
        {
            packed = new(1, shape.Hidden, Depth, transposed: false, weight, CacheLine.Align(room));
            packed.Pack();
            Walk();
        }
    }

    void Walk()
    {
        later = -1;
        for (int step = memory.Shape.Time - 1; step >= 0; step--, later = time)
        {
            time = memory.Shape.TimeOf(step);
            if (later >= 0 && !isPacked) Multiply();
            WorkerTeam.Run(cut.Chunks, ref this);
        }
    }

    // The slopes of the products lie at the end of the blocks.
    readonly T* Slopes(int row) => memory.Blocks(later, row) + (nint)(C.Blocks - C.Products) * memory.Shape.Hidden;

    /// <summary>The product of a step at once, by weights as they lie.</summary>
    readonly void Multiply()
    {
        GemmShape shape = GemmShape.Dense(memory.Shape.Batch, memory.Shape.Hidden, Depth, accumulate: true) with { LeadingA = memory.BlockLeading };
        Gemm<T, L>.Run(shape, Slopes(0), weight, dhidden, null, default(Identity));
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
    {
        int hidden = memory.Shape.Hidden;
        var (first, end) = cut.Units(chunk);
        var (row, rowEnd) = cut.Rows(chunk);
        if (isPacked && later >= 0) packed.Multiply(0, first, end, rowEnd - row, Slopes(row), memory.BlockLeading, dhidden + (nint)row * hidden, hidden, null, accumulate: true);
        for (; row < rowEnd; row++)
        {
            if (memory.HasEnded(time, row)) Skip(row, first, end);
            else Step(row, first, end);
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] readonly void Step(int row, int first, int end)
    {
        nint hidden = memory.Shape.Hidden;
        T* blocks = memory.Blocks(time, row), before = memory.Row(time, row), slopes = dy + memory.Output(time, row), dh = dhidden + row * hidden, dc = dcell + row * hidden;
        T* cells = memory.Cell(time, row), cellsAfter = cells + memory.OnwardCell;
        for (int at = first; at < end; at += L.Count)
        {
            int count = Math.Min(L.Count, end - at);
            T* block = blocks + at;
            L a = L.Load(block), b = C.Blocks > 1 ? L.Load(block + hidden) : a, c = C.Blocks > 2 ? L.Load(block + 2 * hidden) : a, d = C.Blocks > 3 ? L.Load(block + 3 * hidden) : a;
            L cellBefore = C.HasCell ? L.Load(cells + at) : a, cellAfter = C.HasCell ? L.Load(cellsAfter + at) : a, cellSlope = C.HasCell ? L.Load(dc + at) : a;
            L direct = cell.Gradient(ref a, ref b, ref c, ref d, L.Load(before + at), cellBefore, cellAfter, L.Load(dh + at) + L.Load(slopes + at), ref cellSlope);
            Units<T, L>.Store(block, a, count);
            if (C.Blocks > 1) Units<T, L>.Store(block + hidden, b, count);
            if (C.Blocks > 2) Units<T, L>.Store(block + 2 * hidden, c, count);
            if (C.Blocks > 3) Units<T, L>.Store(block + 3 * hidden, d, count);
            if (C.HasCell) Units<T, L>.Store(dc + at, cellSlope, count);
            Units<T, L>.Store(dh + at, direct, count);
        }
    }

    /// <summary>An example that has ended passes its slopes on.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] readonly void Skip(int row, int first, int end)
    {
        T* blocks = memory.Blocks(time, row);
        for (int block = 0; block < C.Blocks; block++, blocks += memory.Shape.Hidden)
            for (int at = first; at < end; at += L.Count) Units<T, L>.Store(blocks + at, L.Constant(0), Math.Min(L.Count, end - at));
    }
}
