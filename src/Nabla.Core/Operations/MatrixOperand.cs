namespace Nabla.Operations;

/// <summary>How GEMM reads a tensor as a batch of matrices: in place if its strides allow, else from a dense copy.</summary>
internal readonly record struct MatrixOperand(Region Region, bool IsTransposed, int Leading, long BatchStride)
{
    public static MatrixOperand Of(Tensor x, in Shape batch)
    {
        if (TryInPlace(x, batch, out MatrixOperand operand)) return operand;
        Tensor dense = Tape.Pause(() => x.Contiguous());
        if (TryInPlace(dense, batch, out operand)) return operand;
        Shape full = [.. batch.Span, x.Shape[^2], x.Shape[^1]];
        Tensor repeated = Tape.Pause(() => x.Expand(full).Contiguous());
        TryInPlace(repeated, new Shape(repeated.Shape.Span[..^2]), out operand);
        return operand;
    }

    static bool TryInPlace(Tensor x, in Shape batch, out MatrixOperand operand)
    {
        operand = default;
        int rows = x.Shape[^2], columns = x.Shape[^1];
        long rowStride = x.Strides[x.Rank - 2], columnStride = x.Strides[x.Rank - 1];
        bool plain = (columnStride == 1 || columns <= 1) && (rowStride >= columns || rows <= 1);
        bool transposed = !plain && (rowStride == 1 || rows <= 1) && (columnStride >= rows || columns <= 1);
        if (!plain && !transposed) return false;
        if (!TryBatchStride(x, batch, out long batchStride)) return false;
        long leading = plain ? Math.Max(rowStride, columns) : Math.Max(columnStride, rows);
        if (leading > int.MaxValue) return false;
        operand = new(x.Region, transposed, (int)Math.Max(1, leading), batchStride);
        return true;
    }

    // The batch axes must walk memory with one stride: all repeated (0), or dense one within the other.
    static bool TryBatchStride(Tensor x, in Shape batch, out long stride)
    {
        stride = 0;
        if (batch.Rank == 0) return true;
        Strides strides = Broadcast.Strides(x, [.. batch.Span, x.Shape[^2], x.Shape[^1]]);
        long expected = -1;
        for (int axis = batch.Rank - 1; axis >= 0; axis--)
        {
            if (batch[axis] == 1) continue;
            if (expected < 0) stride = strides[axis];
            else if (strides[axis] != expected) return false;
            expected = strides[axis] * batch[axis];
        }
        return true;
    }
}
