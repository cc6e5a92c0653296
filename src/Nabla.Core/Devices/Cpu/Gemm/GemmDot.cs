namespace Nabla.Devices.Cpu;

/// <summary>A product with few rows or few columns whose operands both lie along the depth: scalar products in place, nothing is packed. The operand
/// with more rows is x; the team shares its rows.</summary>
internal unsafe struct GemmDot<T, L, F> : IChunked where T : unmanaged where L : struct, ILane<L, T> where F : struct, IUnaryFormula
{
    // Multiply-adds in a chunk: memory sets the pace here.
    const long Grain = 1 << 18;

    // Beyond so many rows of A, or columns of B, packing pays.
    const int FewRows = 8, FewColumns = 12;

    readonly GemmShape shape;
    readonly T* a, b, c, bias;
    readonly F activation;
    readonly bool moreRows;
    readonly int rowsPerChunk, pieces;

    [MethodImpl(AggressiveInlining)] public GemmDot(in GemmShape shape, T* a, T* b, T* c, T* bias, F activation)
    {
        this.shape = shape;
        this.a = a;
        this.b = b;
        this.c = c;
        this.bias = bias;
        this.activation = activation;
        moreRows = shape.M >= shape.N;
        int rows = Math.Max(shape.M, shape.N);
        long work = (long)Math.Min(shape.M, shape.N) * Math.Max(1, shape.K);
        rowsPerChunk = (int)Math.Clamp((Grain / work + 15) & ~15L, 16, rows + 15L);
        pieces = GemmCut.Pieces(rows, rowsPerChunk);
    }

    /// <summary>Whether a product is one of these.</summary>
    [MethodImpl(AggressiveInlining)] public static bool Fits(in GemmShape shape)
    {
        if (shape.M > FewRows && shape.N > FewColumns) return false;
        bool alongA = !shape.TransposeA || shape.M == 1 && shape.LeadingA == 1;
        bool alongB = shape.TransposeB || shape.N == 1 && shape.LeadingB == 1;
        return alongA && alongB && (shape.M == 1 || shape.N == 1 || shape.K >= 4 * L.Count);
    }

    /// <summary>How many chunks there are.</summary>
    public readonly int Chunks => checked(pieces * shape.Batch);

    [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
    {
        int product = chunk / pieces, first = chunk % pieces * rowsPerChunk;
        T* left = a + product * shape.StrideA, right = b + product * shape.StrideB, target = c + product * shape.StrideC;
        nint leadingA = shape.TransposeA ? 0 : shape.LeadingA, leadingB = shape.TransposeB ? shape.LeadingB : 0;
        if (moreRows)
        {
            int rows = Math.Min(rowsPerChunk, shape.M - first);
            target += (long)first * shape.LeadingC;
            Multiply(left + first * leadingA, leadingA, rows, right, leadingB, shape.N, target, shape.LeadingC, 1);
            Finish(target, bias, rows, shape.N);
        }
        else
        {
            int columns = Math.Min(rowsPerChunk, shape.N - first);
            target += first;
            Multiply(right + first * leadingB, leadingB, columns, left, leadingA, shape.M, target, 1, shape.LeadingC);
            Finish(target, bias == null ? null : bias + first, shape.M, columns);
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)]
    readonly void Multiply(T* x, nint leadingX, int rowsX, T* y, nint leadingY, int rowsY, T* target, nint strideX, nint strideY)
    {
        for (int i = 0, four; i < rowsX; i += four, x += four * leadingX, target += four * strideX)
        {
            four = rowsX - i >= 4 ? 4 : 1;
            for (int j = 0, two; j < rowsY; j += two)
            {
                two = rowsY - j >= 2 ? 2 : 1;
                delegate*<nint, T*, nint, T*, nint, T*, nint, nint, bool, void> kernel = (four, two) switch
                {
                    (4, 2) => &DotKernel<T, L, Of4, Of2>.Run,
                    (4, 1) => &DotKernel<T, L, Of4, Of1>.Run,
                    (1, 2) => &DotKernel<T, L, Of1, Of2>.Run,
                    _ => &DotKernel<T, L, Of1, Of1>.Run,
                };
                kernel(shape.K, x, leadingX, y + j * leadingY, leadingY, target + j * strideY, strideX, strideY, shape.Accumulate);
            }
        }
    }

    [MethodImpl(AggressiveInlining)] readonly void Finish(T* target, T* offset, int rows, int columns)
    {
        if (offset == null && typeof(F) == typeof(Identity)) return;
        if (columns == 1 && shape.LeadingC == 1) GemmEdge<T, L>.Finish(activation, target, rows, 1, rows, offset, true);
        else GemmEdge<T, L>.Finish(activation, target, shape.LeadingC, rows, columns, offset, false);
    }
}
