namespace Nabla.Devices.Cpu;

/// <summary>The matrix product on the processor. Packed panels and micro-kernels after Goto and van de Geijn (2008) and BLIS (2015); small products
/// read their operands in place.</summary>
internal static unsafe class Gemm<T, L> where T : unmanaged where L : struct, ILane<L, T>
{
    /// <summary>C = f(op(A)·op(B) + bias), or C += op(A)·op(B). The bias [n] may be null. Whole vectors may be read beyond the end of A, B and bias;
    /// nothing is written outside C.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)]
    public static void Run<F>(in GemmShape shape, T* a, T* b, T* c, T* bias, F activation) where F : struct, IUnaryFormula
    {
        if (shape.M == 0 || shape.N == 0 || shape.Batch == 0) return;
        if (GemmDeep<T, L>.Fits(shape))
        {
            GemmDeep<T, L>.Multiply(shape, a, b, c, bias, activation);
            return;
        }
        if (GemmDot<T, L, F>.Fits(shape))
        {
            GemmDot<T, L, F> dots = new(shape, a, b, c, bias, activation);
            WorkerTeam.Run(dots.Chunks, ref dots);
            return;
        }
        if (GemmRow<T, L, F>.Fits(shape))
        {
            GemmRow<T, L, F> rows = new(shape, a, b, c, bias, activation);
            WorkerTeam.Run(rows.Chunks, ref rows);
            return;
        }
        if (GemmNarrow<T, L, F>.Fits(shape))
        {
            GemmNarrow<T, L, F> narrow = new(shape, a, b, c, bias, activation);
            WorkerTeam.Run(narrow.Chunks, ref narrow);
            return;
        }
        if (GemmSwapped<T, L, F>.Fits(shape))
        {
            GemmSwapped<T, L, F>.Multiply(shape, a, b, c, bias, activation);
            return;
        }
        GemmJob<T, L, F> job = new(shape, a, b, c, bias, activation);
        WorkerTeam.Run(job.Cut.Chunks, ref job);
    }
}

/// <summary>A product, cut into chunks.</summary>
[method: MethodImpl(AggressiveInlining)]
internal unsafe struct GemmJob<T, L, F>(in GemmShape shape, T* a, T* b, T* c, T* bias, F activation) : IChunked
    where T : unmanaged where L : struct, ILane<L, T> where F : struct, IUnaryFormula
{
    readonly GemmShape shape = shape;
    readonly T* a = a, b = b, c = c, bias = bias;
    readonly F activation = activation;

    public readonly GemmCut Cut = new(shape, GemmKernels<T, L>.Height, GemmPacking<T, L>.Width, shape.TransposeA || GemmPacking<T, L>.Collide(shape));

    [MethodImpl(AggressiveOptimization | NoInlining)] public void Run(int chunk)
    {
        var (product, end) = Cut.Products(chunk);
        var (row, rowEnd) = Cut.Rows(chunk);
        var (column, columnEnd) = Cut.Columns(chunk);
        GemmPart<T, L, F> part = new()
        {
            Shape = shape, Activation = activation, Rows = rowEnd - row, Columns = columnEnd - column, Bias = bias == null ? null : bias + column,
        };
        for (; product < end; product++)
        {
            part.A = a + product * shape.StrideA + (shape.TransposeA ? row : (long)row * shape.LeadingA);
            part.B = b + product * shape.StrideB + (shape.TransposeB ? (long)column * shape.LeadingB : column);
            part.C = c + product * shape.StrideC + (long)row * shape.LeadingC + column;
            part.Run();
        }
    }
}
