namespace Nabla.Operations;

/// <summary>The matrix product over the last two axes; leading axes are batches and broadcast.</summary>
public static class MatMulOperation
{
    extension(Tensor a)
    {
        /// <summary>[…, m, k] · […, k, n] → […, m, n].</summary>
        /// <exception cref="ArgumentException">The inner extents, the types or the batch axes do not fit.</exception>
        public Tensor MatMul(Tensor b)
        {
            Check(a, b);
            Tensor y = Multiply(a, b);
            if (Tape.Current is { } tape)
            {
                Link linkA = tape.Link(a), linkB = tape.Link(b);
                if (linkA.IsNeeded || linkB.IsNeeded) tape.Append(y, new MatMulNode(linkA, linkB, a, b));
            }
            return y;
        }
    }

    static void Check(Tensor a, Tensor b)
    {
        Operand.RequireReal(a, "MatMul");
        Operand.RequireLike(a, b, "MatMul", "the right operand");
        if (a.Rank < 2 || b.Rank < 2) throw new ArgumentException($"MatMul: expected two axes or more, got {a.Shape} and {b.Shape}: add one with Unsqueeze().");
        if (a.Shape[^1] != b.Shape[^2]) throw new ArgumentException($"MatMul: {a.Shape} · {b.Shape}: the inner extents {a.Shape[^1]} and {b.Shape[^2]} differ: is a Transpose() missing?");
    }

    internal static Tensor Multiply(Tensor a, Tensor b)
    {
        int m = a.Shape[^2], n = b.Shape[^1], k = a.Shape[^1];
        if (b.Rank == 2 && a.Rank > 2) return Multiply(Rows(a), b).View([.. a.Shape.Span[..^1], n]);
        bool batched = a.Rank > 2 || b.Rank > 2;
        Shape batch = batched ? Broadcast.Of(new Shape(a.Shape.Span[..^2]), new Shape(b.Shape.Span[..^2]), "MatMul") : default;
        Shape shape = batched ? [.. batch.Span, m, n] : [m, n];
        MatrixOperand left = MatrixOperand.Of(a, batch), right = MatrixOperand.Of(b, batch);
        Tensor y = a.EmptyLike(shape, "MatMul");
        a.Kernels.Gemm(new GemmShape(m, n, k)
        {
            TransposeA = left.IsTransposed, LeadingA = left.Leading, StrideA = left.BatchStride,
            TransposeB = right.IsTransposed, LeadingB = right.Leading, StrideB = right.BatchStride,
            LeadingC = n, StrideC = (long)m * n, Batch = checked((int)batch.Count),
        }, left.Region, right.Region, y.Region, default, default(Identity));
        return y;
    }

    // Leading axes of the left operand fold into rows when the right one is a single matrix.
    static Tensor Rows(Tensor a)
    {
        Tensor dense = Tape.Pause(a.Contiguous);
        Shape rows = [checked((int)a.Shape.CountOf(0, a.Rank - 1)), a.Shape[^1]];
        return dense.View(rows, Strides.Dense(rows), dense.Offset);
    }

    static Tensor View(this Tensor y, in Shape shape) => y.View(shape, Strides.Dense(shape), y.Offset);

    sealed class MatMulNode : Node
    {
        readonly Link linkA, linkB;
        readonly Tensor a, b;

        public MatMulNode(Link linkA, Link linkB, Tensor a, Tensor b)
        {
            (this.linkA, this.linkB, this.a, this.b) = (linkA, linkB, a, b);
            if (linkB.IsNeeded) Save(a);
            if (linkA.IsNeeded) Save(b);
        }

        public override string Name => "MatMul";

        // C = AB: dA = dC·Bᵀ, dB = Aᵀ·dC.
        public override void Backward(Tape tape, Tensor gradient)
        {
            if (linkA.IsNeeded) tape.Add(linkA, Broadcast.SumTo(Multiply(gradient, b.Transpose()), a.Shape));
            if (!linkB.IsNeeded) return;
            if (b.Rank == 2) tape.Add(linkB, Multiply(Rows(a).Transpose(), Rows(gradient)));
            else tape.Add(linkB, Broadcast.SumTo(Multiply(a.Transpose(), gradient), b.Shape));
        }
    }
}
