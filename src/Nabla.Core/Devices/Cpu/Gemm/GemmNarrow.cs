namespace Nabla.Devices.Cpu;

/// <summary>Products whose rows are no longer than a vector and whose depth is short: a row of C is one sum, and to prepare a tile would cost more than
/// to compute it. The team shares the rows of all products.</summary>
[method: MethodImpl(AggressiveInlining)]
internal readonly unsafe struct GemmNarrow<T, L, F>(in GemmShape shape, T* a, T* b, T* c, T* bias, F activation) : IChunked
    where T : unmanaged where L : struct, ILane<L, T> where F : struct, IUnaryFormula
{
    // Beyond so much depth a higher tile pays, which reads B less often.
    const int MostDepth = 64;

    // Multiply-adds in a chunk: enough rows to follow them through memory for a while.
    const long Grain = 8 * Cut.Grain;

    readonly GemmShape shape = shape;
    readonly T* a = a, b = b, c = c, bias = bias;
    readonly F activation = activation;
    readonly nint rowA = shape.TransposeA ? 1 : shape.LeadingA, stepA = shape.TransposeA ? shape.LeadingA : 1;
    readonly Cut cut = Cut.Of((long)shape.Batch * shape.M, Math.Max(1, shape.K) * L.Count, Grain);

    /// <summary>Whether a product is one of these.</summary>
    [MethodImpl(AggressiveInlining)] public static bool Fits(in GemmShape shape) => shape is { TransposeB: false, K: <= MostDepth } && shape.N <= L.Count;

    /// <summary>How many chunks there are.</summary>
    public int Chunks => cut.Count;

    [MethodImpl(AggressiveOptimization | NoInlining)] public void Run(int chunk)
    {
        long row = cut.First(chunk), end = cut.End(chunk);
        while (row < end)
        {
            long product = row / shape.M, first = row - product * shape.M;
            int rows = (int)Math.Min(end - row, shape.M - first);
            T* target = c + product * shape.StrideC + first * shape.LeadingC;
            Multiply(a + product * shape.StrideA + first * rowA, b + product * shape.StrideB, target, rows);
            // Not row by row: written out so often, a long formula would no longer be compiled as one.
            if (typeof(F) != typeof(Identity)) GemmEdge<T, L>.Activate(activation, target, shape.LeadingC, rows, shape.N);
            row += rows;
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] void Multiply(T* x, T* matrix, T* target, int rows)
    {
        nint leading = shape.LeadingB;
        L start = bias == null ? L.Constant(0) : L.Load(bias);
        for (; rows >= 4; rows -= 4, x += 4 * rowA, target += 4 * (nint)shape.LeadingC)
        {
            L c0 = start, c1 = start, c2 = start, c3 = start;
            T* p = x, y = matrix;
            for (int k = shape.K; k > 0; k--, p += stepA, y += leading)
            {
                L row = L.Load(y);
                L.MultiplyAdd(ref c0, row, L.Broadcast(*p));
                L.MultiplyAdd(ref c1, row, L.Broadcast(p[rowA]));
                L.MultiplyAdd(ref c2, row, L.Broadcast(p[2 * rowA]));
                L.MultiplyAdd(ref c3, row, L.Broadcast(p[3 * rowA]));
            }
            Put(target, c0);
            Put(target + shape.LeadingC, c1);
            Put(target + 2 * (nint)shape.LeadingC, c2);
            Put(target + 3 * (nint)shape.LeadingC, c3);
        }
        for (; rows > 0; rows--, x += rowA, target += shape.LeadingC)
        {
            L sum = start;
            T* p = x, y = matrix;
            for (int k = shape.K; k > 0; k--, p += stepA, y += leading) L.MultiplyAdd(ref sum, L.Load(y), L.Broadcast(*p));
            Put(target, sum);
        }
    }

    [MethodImpl(AggressiveInlining)] void Put(T* target, L sum)
    {
        if (shape.Accumulate) sum += L.LoadPart(target, shape.N);
        if (shape.N == L.Count) L.Store(target, sum);
        else L.StorePart(target, sum, shape.N);
    }
}
