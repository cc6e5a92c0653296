namespace Nabla.Devices.Cpu;

/// <summary>Right operands of one size, packed once for many products in the order in which micro-kernels read them: the weights of a recurrent
/// layer, which every step multiplies with. Each begins with a panel of its own. The team packs them; then any thread multiplies with some of their
/// columns.</summary>
/// <param name="count">How many there are.</param>
/// <param name="columns">Columns of each.</param>
/// <param name="depth">What each sums over.</param>
/// <param name="transposed">Whether they are stored [columns, depth], not [depth, columns].</param>
/// <param name="source">Where they lie, one after the other.</param>
/// <param name="panels">Room of <see cref="Room"/> elements on a cache line.</param>
internal readonly unsafe struct PackedMatrices<T, L>(int count, int columns, int depth, bool transposed, T* source, T* panels) : IChunked
    where T : unmanaged where L : struct, ILane<L, T>
{
    static int Group => 2 * GemmPacking<T, L>.Width;

    // Whole blocks are turned over where the matrix is transposed.
    int PanelDepth => transposed ? GemmCut.Pieces(depth, L.Count) * L.Count : depth;

    long MatrixRoom => (long)GemmCut.Pieces(columns, GemmPacking<T, L>.Width) * GemmPacking<T, L>.Width * PanelDepth;

    /// <summary>How many elements the panels take.</summary>
    public static long Room(int count, int columns, int depth) => count * new PackedMatrices<T, L>(count, columns, depth, true, null, null).MatrixRoom;

    /// <summary>Packs all.</summary>
    public void Pack()
    {
        PackedMatrices<T, L> job = this;
        WorkerTeam.Run(count * GemmCut.Pieces(columns, Group), ref job);
    }

    /// <summary>Packs a few panels.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] public void Run(int chunk)
    {
        int groups = GemmCut.Pieces(columns, Group), matrix = chunk / groups, first = chunk % groups * Group, width = Math.Min(Group, columns - first);
        T* from = source + (nint)matrix * columns * depth, to = Panel(matrix, first);
        if (transposed) GemmPacking<T, L>.Columns(from + (nint)first * depth, depth, width, depth, PanelDepth, to, (T*)GemmBuffer.Tile(GemmBuffer.Panels));
        else GemmPacking<T, L>.Rows(from + first, columns, width, depth, to);
    }

    /// <summary>c = a·b + bias, or c += a·b, for so many rows, and for columns from <paramref name="first"/>, which begins a panel, up to
    /// <paramref name="end"/> of one matrix b. c and the bias, which may be null, point to column 0.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)]
    public void Multiply(int matrix, int first, int end, int rows, T* a, int leadingA, T* c, int leadingC, T* bias, bool accumulate)
    {
        GemmPart<T, L, Identity> part = new()
        {
            Shape = new(rows, end - first, depth) { LeadingA = leadingA, LeadingC = leadingC, Accumulate = accumulate },
            A = a, C = c + first, Bias = bias == null ? null : bias + first, Rows = rows, Columns = end - first, Packed = Panel(matrix, first), PackedDepth = PanelDepth,
        };
        part.Run();
    }

    T* Panel(int matrix, int column) => panels + matrix * MatrixRoom + (nint)column * PanelDepth;
}
