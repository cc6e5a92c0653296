namespace Nabla.Devices.Cpu;

/// <summary>The steps of a recurrent layer. Each is one job of the team: a chunk multiplies the hidden state with the weights of its units' gates,
/// and computes the gates while the sums are in its cache.</summary>
internal unsafe struct RecurrentForward<T, L, C>(C cell, in RecurrentMemory<T> memory, T* weight, T* bias, T* y) : IChunked
    where T : unmanaged where L : struct, ILane<L, T> where C : struct, IRecurrentCell
{
    readonly C cell = cell;
    readonly RecurrentMemory<T> memory = memory;
    readonly T* weight = weight, bias = bias, y = y;
    readonly RecurrentCut cut = new(memory.Shape, C.Products, GemmPacking<T, L>.Width);
    PackedMatrices<T, L> packed;
    bool isPacked;
    int time;

    // The last product is a block of its own.
    static bool IsApart => C.Blocks > C.Products;

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
        using PackedWeights<T, L> weights = new(C.Products, shape.Hidden, shape.Hidden);
        fixed (T* room = weights.Span)
        {
            packed = new(C.Products, shape.Hidden, shape.Hidden, transposed: true, weight, CacheLine.Align(room));
            packed.Pack();
            Walk();
        }
    }

    void Walk()
    {
        for (int step = 0; step < memory.Shape.Time; step++)
        {
            time = memory.Shape.TimeOf(step);
            if (!isPacked) Multiply();
            WorkerTeam.Run(cut.Chunks, ref this);
        }
    }

    /// <summary>The products of a step at once, by weights as they lie.</summary>
    readonly void Multiply()
    {
        int hidden = memory.Shape.Hidden, added = IsApart ? C.Products - 1 : C.Products;
        GemmShape shape = GemmShape.Dense(memory.Shape.Batch, added * hidden, hidden, transposeB: true, accumulate: true) with { LeadingA = memory.RowLeading, LeadingC = memory.BlockLeading };
        T* rows = memory.Row(time, 0), blocks = memory.Blocks(time, 0);
        Gemm<T, L>.Run(shape, rows, weight, blocks, null, default(Identity));
        if (IsApart) Gemm<T, L>.Run(shape with { N = hidden, Accumulate = false }, rows, weight + (nint)added * hidden * hidden, blocks + (nint)(C.Blocks - 1) * hidden, bias, default(Identity));
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
    {
        var (first, end) = cut.Units(chunk);
        var (row, rowEnd) = cut.Rows(chunk);
        if (isPacked) Multiply(first, end, row, rowEnd - row);
        for (; row < rowEnd; row++)
        {
            if (memory.HasEnded(time, row)) Hold(row, first, end);
            else Step(row, first, end);
        }
    }

    readonly void Multiply(int first, int end, int row, int rows)
    {
        T* before = memory.Row(time, row), blocks = memory.Blocks(time, row);
        for (int product = 0; product < C.Products; product++)
        {
            bool apart = IsApart && product == C.Products - 1;
            T* block = blocks + (nint)(apart ? C.Blocks - 1 : product) * memory.Shape.Hidden;
            packed.Multiply(product, first, end, rows, before, memory.RowLeading, block, memory.BlockLeading, apart ? bias : null, accumulate: !apart);
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] readonly void Step(int row, int first, int end)
    {
        nint hidden = memory.Shape.Hidden;
        T* blocks = memory.Blocks(time, row), before = memory.Row(time, row), after = before + memory.Onward, output = y + memory.Output(time, row);
        T* cells = memory.Cell(time, row);
        for (int at = first; at < end; at += L.Count)
        {
            int count = Math.Min(L.Count, end - at);
            T* block = blocks + at;
            L a = L.Load(block), b = C.Blocks > 1 ? L.Load(block + hidden) : a, c = C.Blocks > 2 ? L.Load(block + 2 * hidden) : a, d = C.Blocks > 3 ? L.Load(block + 3 * hidden) : a;
            L state = C.HasCell ? L.Load(cells + at) : a;
            L next = cell.Step(ref a, ref b, ref c, ref d, L.Load(before + at), ref state);
            Units<T, L>.Store(block, a, count);
            if (C.Blocks > 1) Units<T, L>.Store(block + hidden, b, count);
            if (C.Blocks > 2) Units<T, L>.Store(block + 2 * hidden, c, count);
            if (C.Blocks > 3) Units<T, L>.Store(block + 3 * hidden, d, count);
            if (C.HasCell) Units<T, L>.Store(cells + memory.OnwardCell + at, state, count);
            Units<T, L>.Store(after + at, next, count);
            Units<T, L>.Store(output + at, next, count);
        }
    }

    /// <summary>An example that has ended keeps its state.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] readonly void Hold(int row, int first, int end)
    {
        T* before = memory.Row(time, row), output = y + memory.Output(time, row), cells = memory.Cell(time, row);
        for (int at = first; at < end; at += L.Count)
        {
            int count = Math.Min(L.Count, end - at);
            Units<T, L>.Store(before + memory.Onward + at, L.Load(before + at), count);
            if (C.HasCell) Units<T, L>.Store(cells + memory.OnwardCell + at, L.Load(cells + at), count);
            Units<T, L>.Store(output + at, L.Constant(0), count);
        }
    }
}
