namespace Nabla.Devices.Cpu;

/// <summary>One row times matrices that lie row by row: each row of B, scaled, is added to C, so that B is read once and as it lies. The team shares
/// products and columns.</summary>
internal readonly unsafe struct GemmRow<T, L, F> : IChunked where T : unmanaged where L : struct, ILane<L, T> where F : struct, IUnaryFormula
{
    // Multiply-adds in a chunk; columns of one, few enough for C to stay in the first-level cache, and enough to follow a row of B for a while; pieces
    // of a wide row.
    const int Grain = 1 << 17, Fewest = 256, Most = 2048, Pieces = 8;

    // Rows of B that are added up in a row: what is longer is summed in blocks, whose errors do not add up.
    const int Depth = 2048;

    readonly GemmShape shape;
    readonly T* a, b, c, bias;
    readonly F activation;
    readonly int columns, pieces, productsPerChunk;

    [MethodImpl(AggressiveInlining)] public GemmRow(in GemmShape shape, T* a, T* b, T* c, T* bias, F activation)
    {
        this.shape = shape;
        this.a = a;
        this.b = b;
        this.c = c;
        this.bias = bias;
        this.activation = activation;
        columns = Math.Clamp(Math.Max(Grain / Math.Max(1, shape.K), shape.N / Pieces) & -L.Count, Fewest, Most);
        pieces = GemmCut.Pieces(shape.N, columns);
        productsPerChunk = pieces > 1 ? 1 : (int)Math.Max(1, Grain / ((long)shape.N * Math.Max(1, shape.K)));
    }

    /// <summary>Whether a product is one of these.</summary>
    [MethodImpl(AggressiveInlining)] public static bool Fits(in GemmShape shape) => shape is { M: 1, TransposeB: false } && shape.N >= 2 * L.Count;

    /// <summary>How many chunks there are.</summary>
    public int Chunks => checked(pieces * GemmCut.Pieces(shape.Batch, productsPerChunk));

    [MethodImpl(AggressiveOptimization | NoInlining)] public void Run(int chunk)
    {
        int first = chunk % pieces * columns, count = Math.Min(columns, shape.N - first), product = chunk / pieces * productsPerChunk;
        for (int end = Math.Min(shape.Batch, product + productsPerChunk); product < end; product++)
        {
            T* target = c + product * shape.StrideC + first;
            Multiply(a + product * shape.StrideA, b + product * shape.StrideB + first, target, count);
            if (bias != null || typeof(F) != typeof(Identity)) GemmEdge<T, L>.Finish(activation, target, shape.LeadingC, 1, count, bias == null ? null : bias + first, false);
        }
    }

    [SkipLocalsInit, MethodImpl(AggressiveOptimization | NoInlining)] void Multiply(T* row, T* matrix, T* target, int count)
    {
        nint step = shape.TransposeA ? shape.LeadingA : 1, leading = shape.LeadingB;
        // Room for one vector more, because the last load may reach beyond.
        T* sums = stackalloc T[Most + 16];
        for (int k = 0; k == 0 || k < shape.K; k += Depth)
        {
            int depth = Math.Min(Depth, shape.K - k);
            new Span<T>(sums, count).Clear();
            RowTimesMatrix<T, L>.Add(row + k * step, step, matrix + k * leading, leading, depth, sums, count);
            RowTimesMatrix<T, L>.Put(sums, target, count, accumulate: k > 0 || shape.Accumulate);
        }
    }
}
