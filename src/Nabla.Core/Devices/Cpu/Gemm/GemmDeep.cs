namespace Nabla.Devices.Cpu;

/// <summary>A small product of great depth, as of two long matrices whose rows are summed over: cut into pieces of depth, so that the team can share it
/// and no sum grows long. The pieces' products are added in order.</summary>
internal readonly unsafe struct GemmDeep<T, L>(in GemmShape shape, T* a, T* b, T* partials, int depth) : IChunked where T : unmanaged where L : struct, ILane<L, T>
{
    // The depth of a piece at least, and how much room the pieces' products may take.
    const int Piece = 4096, MostPieces = 64, MostElements = 4096;

    readonly GemmShape shape = shape;
    readonly T* a = a, b = b, partials = partials;
    readonly int depth = depth;

    /// <summary>Whether a product is one of these.</summary>
    [MethodImpl(AggressiveInlining)] public static bool Fits(in GemmShape shape)
        => shape is { Batch: 1, K: >= 4 * Piece, M: > 1, N: > 1 } && (long)shape.M * shape.N <= MostElements;

    /// <summary>C = f(op(A)·op(B) + bias), or C += op(A)·op(B).</summary>
    public static void Multiply<F>(in GemmShape shape, T* a, T* b, T* c, T* bias, F activation) where F : struct, IUnaryFormula
    {
        int pieces = Math.Min(MostPieces, GemmCut.Pieces(shape.K, Piece)), depth = GemmCut.Pieces(GemmCut.Pieces(shape.K, pieces), L.Count) * L.Count;
        pieces = GemmCut.Pieces(shape.K, depth);
        using var scratch = new Scratch<T>((long)pieces * shape.M * shape.N);
        fixed (T* partials = scratch.Span)
        {
            GemmDeep<T, L> job = new(shape, a, b, partials, depth);
            WorkerTeam.Run(pieces, ref job);
            job.Sum(c, pieces);
        }
        if (bias != null || typeof(F) != typeof(Identity)) GemmEdge<T, L>.Finish(activation, c, shape.LeadingC, shape.M, shape.N, bias, false);
    }

    /// <summary>The product of one piece.</summary>
    public void Run(int chunk)
    {
        nint first = (nint)chunk * depth;
        GemmShape piece = shape with { K = (int)Math.Min(depth, shape.K - first), LeadingC = shape.N, Accumulate = false };
        Gemm<T, L>.Run(piece, a + (shape.TransposeA ? first * shape.LeadingA : first), b + (shape.TransposeB ? first : first * shape.LeadingB),
            partials + (nint)chunk * shape.M * shape.N, null, new Identity());
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] void Sum(T* c, int pieces)
    {
        nint size = (nint)shape.M * shape.N;
        for (int i = 0; i < shape.M; i++)
        {
            T* source = partials + (nint)i * shape.N, target = c + (nint)i * shape.LeadingC;
            for (int j = 0; j < shape.N; j += L.Count)
            {
                int count = Math.Min(L.Count, shape.N - j);
                L sum = shape.Accumulate ? L.LoadPart(target + j, count) : L.Constant(0);
                for (int piece = 0; piece < pieces; piece++) sum += L.LoadPart(source + piece * size + j, count);
                L.StorePart(target + j, sum, count);
            }
        }
    }
}
