namespace Nabla.Devices.Cpu;

/// <summary>
/// How a product is cut for the team, by its size alone: several small products to a chunk, or a large one into pieces of columns,
/// and of rows where columns are few. The depth is never cut.
/// </summary>
internal readonly struct GemmCut
{
    // Multiply-adds in a chunk: some 50 microseconds. More chunks than this serve no team.
    const double Grain = 1 << 22, MostChunks = 32;

    // Each piece of rows packs B anew, which that many rows pay for.
    const int RowsPerPiece = 512;

    readonly GemmShape shape;
    readonly int height, width, rowPieces, columnPieces, productsPerChunk;

    /// <summary>Cuts a product that is computed in tiles of <paramref name="height"/> rows and <paramref name="width"/> columns.</summary>
    public GemmCut(in GemmShape shape, int height, int width)
    {
        this.shape = shape;
        this.height = height;
        this.width = width;
        double work = (double)shape.M * shape.N * Math.Max(1, shape.K);
        productsPerChunk = (int)Math.Clamp(Grain / work, 1, shape.Batch);
        int wanted = (int)Math.Clamp(work / Grain, 1, MostChunks);
        columnPieces = Math.Min(wanted, Pieces(shape.N, width));
        rowPieces = Math.Clamp(wanted / columnPieces, 1, Math.Max(1, shape.M / RowsPerPiece));
        Chunks = Pieces(shape.Batch, productsPerChunk) * rowPieces * columnPieces;
    }

    /// <summary>How many chunks there are.</summary>
    public int Chunks { get; }

    /// <summary>The products of a chunk.</summary>
    public (int First, int End) Products(int chunk)
    {
        int first = chunk / (rowPieces * columnPieces) * productsPerChunk;
        return (first, Math.Min(first + productsPerChunk, shape.Batch));
    }

    /// <summary>The rows of a chunk.</summary>
    public (int First, int End) Rows(int chunk) => Piece(chunk / columnPieces % rowPieces, rowPieces, shape.M, height);

    /// <summary>The columns of a chunk.</summary>
    public (int First, int End) Columns(int chunk) => Piece(chunk % columnPieces, columnPieces, shape.N, width);

    static (int, int) Piece(int piece, int pieces, int size, int unit)
    {
        long units = Pieces(size, unit);
        return ((int)(piece * units / pieces * unit), (int)Math.Min((piece + 1) * units / pieces * unit, size));
    }

    static int Pieces(int size, int unit) => (int)(((long)size + unit - 1) / unit);
}
