namespace Nabla.Devices.Cpu;

/// <summary>C = A·Bᵀ for few rows of A, computed as Cᵀ = B·Aᵀ: then the small operand is packed, once for the whole team,
/// and the large one, the weights of a layer, is read in place. Each chunk computes columns of C, and turns them over while they are hot.</summary>
internal unsafe struct GemmSwapped<T, L, F>(in GemmShape shape, T* b, T* c, T* bias, F activation, T* panels) : IChunked
    where T : unmanaged where L : struct, ILane<L, T> where F : struct, IUnaryFormula
{
    // Columns of C in the smallest chunk: strips of 14, 14, 14, 14 and 8 rows of B.
    const int Unit = 64, MostRows = 512;

    readonly GemmShape shape = shape;
    readonly T* b = b, c = c, bias = bias, panels = panels;
    readonly F activation = activation;

    // Half as wide as fits at most, so that whole units can be spread evenly.
    readonly int chunks = Math.Min(GemmCut.Pieces(shape.N, Unit), Math.Max(GemmCut.Wanted(shape), 2 * GemmCut.Pieces(shape.N, MostColumns(shape))));

    /// <summary>Whether this is the cheaper way: to turn an element of C over costs about as much as to pack one.</summary>
    [MethodImpl(AggressiveInlining)] public static bool Fits(in GemmShape shape)
        => shape is { TransposeA: false, TransposeB: true, Batch: 1, M: <= MostRows }
        && shape.M * ((double)shape.K + shape.N) < (double)shape.N * shape.K
        && (long)Columns(shape) * Depth(shape) * sizeof(T) <= GemmBuffer.PanelBytes;

    /// <summary>Computes the product.</summary>
    public static void Multiply(in GemmShape shape, T* a, T* b, T* c, T* bias, F activation)
    {
        T* panels = (T*)GemmBuffer.Panels;
        Packing packing = new(shape, a, panels);
        WorkerTeam.Run(GemmCut.Pieces(shape.M, GemmPacking<T, L>.Width), ref packing);
        GemmSwapped<T, L, F> product = new(shape, b, c, bias, activation, panels);
        WorkerTeam.Run(product.chunks, ref product);
    }

    /// <summary>Some columns of C.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
    {
        var (first, end) = GemmCut.Piece(chunk, chunks, shape.N, Unit);
        byte* room = GemmBuffer.Panels;
        GemmPart<T, L, Identity> part = new()
        {
            Shape = new(end - first, shape.M, shape.K) { LeadingA = shape.LeadingB, LeadingC = Columns(shape) },
            A = b + (nint)first * shape.LeadingB, C = (T*)GemmBuffer.Strips(room), Rows = end - first, Columns = shape.M, Packed = panels, PackedDepth = Depth(shape),
        };
        part.Run();
        Turn(part.C, first, end - first, (T*)GemmBuffer.Tile(room));
    }

    /// <summary>Writes so many columns of C, which lie as rows, with bias and activation.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] readonly void Turn(T* turned, int first, int columns, T* block)
    {
        int leading = Columns(shape);
        for (int i = 0; i < shape.M; i += L.Count)
        {
            int rows = Math.Min(L.Count, shape.M - i);
            T* target = c + (nint)i * shape.LeadingC + first;
            for (int j = 0; j < columns; j += L.Count)
            {
                BlockTranspose<T>.Run(L.Count, turned + (nint)j * leading + i, leading, block, L.Count);
                GemmEdge<T, L>.Move(activation, block, target + j, shape.LeadingC, rows, Math.Min(L.Count, columns - j), bias == null ? null : bias + first + j, shape.Accumulate);
            }
        }
    }

    static int Columns(in GemmShape shape) => GemmCut.Pieces(shape.M, L.Count) * L.Count;

    static int Depth(in GemmShape shape) => GemmCut.Pieces(shape.K, L.Count) * L.Count;

    // A row of the turned C for each column; up to one block more is read.
    static int MostColumns(in GemmShape shape) => (GemmBuffer.StripBytes / (Columns(shape) * sizeof(T)) - L.Count) / Unit * Unit;

    /// <summary>Packs A, a panel for each chunk.</summary>
    readonly struct Packing(in GemmShape shape, T* a, T* panels) : IChunked
    {
        readonly GemmShape shape = shape;

        public void Run(int chunk)
        {
            int width = GemmPacking<T, L>.Width, first = chunk * width, rows = Math.Min(shape.M - first, width);
            T* source = a + (nint)first * shape.LeadingA, target = panels + (nint)first * Depth(shape);
            GemmPacking<T, L>.Columns(source, shape.LeadingA, rows, shape.K, Depth(shape), target, (T*)GemmBuffer.Tile(GemmBuffer.Panels));
        }
    }
}
