namespace Nabla.Devices.Cpu;

/// <summary>An operand of an attention in memory.</summary>
internal readonly unsafe struct AttentionRows<T>(T* start, in AttentionOperand operand) where T : unmanaged
{
    public AttentionRows(in AttentionOperand operand) : this(operand.Region.At<T>(), operand) { }

    readonly T* start = start;
    readonly long batchStride = operand.BatchStride;
    readonly int headStride = operand.HeadStride;

    /// <summary>Elements from one row to the next.</summary>
    public readonly int Leading = operand.RowStride;

    /// <summary>A row of a head.</summary>
    [MethodImpl(AggressiveInlining)]
    public T* At(int batch, int head, int row) => start + batch * batchStride + (nint)head * headStride + (nint)row * Leading;

    /// <summary>Makes rows of a head zero.</summary>
    public void Clear(int batch, int head, int first, int rows, int size)
    {
        for (int row = first; row < first + rows; row++) new Span<T>(At(batch, head, row), size).Clear();
    }
}
