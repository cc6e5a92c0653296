namespace Nabla.Devices.Cpu;

/// <summary>How a product is cut for the team: several small products to a chunk, or a large one into pieces of columns, and of rows where columns
/// are few. Every element is one sum along the depth, in one order, whatever piece it falls into: so this cut alone may follow the number of
/// threads, and a single thread packs each operand once.</summary>
internal readonly struct GemmCut
{
    // Multiply-adds in a chunk: some 25 microseconds. Fewer rows than these cost as much: then memory sets the pace.
    const double Grain = 1 << 21;
    const int FewRows = 8;

    // More chunks than this for each thread only pack more.
    const int ChunksPerThread = 4;

    // What beginning a product costs, in multiply-adds; and the depth by which writing an element of C costs as much.
    const double Call = 2048, Shallow = 16;

    // Each piece of rows packs B anew, which that many rows pay for.
    const int RowsPerPiece = 112;

    // Each piece of columns reads A anew, and so does each group of them within it; to read a row in place costs less than to pack or copy it.
    const int Group = 256;
    const double InPlace = 0.1;

    readonly GemmShape shape;
    readonly int height, width, rowPieces, columnPieces, productsPerChunk;

    /// <summary>Cuts a product that is computed in tiles of <paramref name="height"/> rows and <paramref name="width"/> columns, of rows of A that are copied or read in place.</summary>
    [MethodImpl(AggressiveInlining)] public GemmCut(in GemmShape shape, int height, int width, bool copiesA)
    {
        this.shape = shape;
        this.height = height;
        this.width = width;
        double chunks = Math.Ceiling(shape.Batch * (Work(shape) + Call) / Grain);
        productsPerChunk = (int)Math.Clamp(Math.Ceiling(shape.Batch / chunks), 1, shape.Batch);
        int wanted = Wanted(shape);
        (rowPieces, columnPieces) = wanted == 1 ? (1, 1) : Grid(shape, wanted, Pieces(shape.N, width), copiesA ? 1 : InPlace);
        Chunks = Pieces(shape.Batch, productsPerChunk) * rowPieces * columnPieces;
    }

    /// <summary>The grid of about the wanted number of pieces that packs the least.</summary>
    static (int Rows, int Columns) Grid(in GemmShape shape, int wanted, int panels, double readA)
    {
        // Where to write C costs most, each piece had best write whole rows.
        if (shape.K < Shallow && shape.M >= wanted * RowsPerPiece) return (wanted, 1);
        int mostColumns = Math.Min(wanted, panels), mostRows = Math.Max(1, shape.M / RowsPerPiece);
        int enough = (Math.Min(wanted, mostColumns * mostRows) * 3 + 3) / 4;
        (int, int) best = (Math.Min(wanted / mostColumns, mostRows), mostColumns);
        double least = double.PositiveInfinity;
        for (int columns = mostColumns; columns > 0; columns--)
        {
            int rows = Math.Clamp(wanted / columns, 1, mostRows);
            int groups = columns * Pieces(Pieces(shape.N, columns), Group);
            double cost = (double)rows * shape.N + groups * readA * shape.M;
            if (rows * columns < enough || cost >= least) continue;
            least = cost;
            best = (rows, columns);
        }
        return best;
    }

    /// <summary>How many chunks there are.</summary>
    public int Chunks { get; }

    /// <summary>The products of a chunk.</summary>
    [MethodImpl(AggressiveInlining)] public (int First, int End) Products(int chunk)
    {
        int first = chunk / (rowPieces * columnPieces) * productsPerChunk;
        return (first, Math.Min(first + productsPerChunk, shape.Batch));
    }

    /// <summary>The rows of a chunk.</summary>
    [MethodImpl(AggressiveInlining)]
    public (int First, int End) Rows(int chunk) => Piece(chunk / columnPieces % rowPieces, rowPieces, shape.M, height);

    /// <summary>The columns of a chunk.</summary>
    [MethodImpl(AggressiveInlining)] public (int First, int End) Columns(int chunk) => Piece(chunk % columnPieces, columnPieces, shape.N, width);

    /// <summary>How many pieces a single product had best be cut into.</summary>
    [MethodImpl(AggressiveInlining)] public static int Wanted(in GemmShape shape)
        => WorkerTeam.Threads is var threads and > 1 ? (int)Math.Clamp(Math.Round(Work(shape) / Grain), 1, ChunksPerThread * threads) : 1;

    /// <summary>The first element of a piece, and the one after its last, of so many: whole units, spread evenly.</summary>
    [MethodImpl(AggressiveInlining)] public static (int First, int End) Piece(int piece, int pieces, int size, int unit)
    {
        long units = Pieces(size, unit);
        return ((int)(piece * units / pieces * unit), (int)Math.Min((piece + 1) * units / pieces * unit, size));
    }

    [MethodImpl(AggressiveInlining)] static double Work(in GemmShape shape) => (double)Math.Max(FewRows, shape.M) * shape.N * Math.Max(Shallow, shape.K);

    /// <summary>How many pieces of a unit's size cover so much.</summary>
    [MethodImpl(AggressiveInlining)] public static int Pieces(int size, int unit) => (int)(((long)size + unit - 1) / unit);
}
