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
        if (a.Shape[^1] != b.Shape[^2])
            throw new ArgumentException($"MatMul: {a.Shape} · {b.Shape}: the inner extents {a.Shape[^1]} and {b.Shape[^2]} differ: is a Transpose() missing?");
    }

    internal static Tensor Multiply(Tensor a, Tensor b)
    {
        Tensor y = a.EmptyLike(ProductShape(a, b), "MatMul");
        Multiply(a, b, y, accumulate: false);
        return y;
    }

    static Shape ProductShape(Tensor a, Tensor b) => a.Rank == 2 && b.Rank == 2 ? [a.Shape[0], b.Shape[1]] : [.. Batch(a, b).Span, a.Shape[^2], b.Shape[^1]];

    static Shape Batch(Tensor a, Tensor b) =>
        a.Rank == 2 && b.Rank == 2 ? default : Broadcast.Of(new Shape(a.Shape.Span[..^2]), new Shape(b.Shape.Span[..^2]), "MatMul");

    static void Multiply(Tensor a, Tensor b, Tensor y, bool accumulate)
    {
        if (b.Rank == 2 && a.Rank > 2) (a, y) = (Rows(a), Rows(y));
        int m = a.Shape[^2], n = b.Shape[^1];
        Shape batch = Batch(a, b);
        MatrixOperand left = MatrixOperand.Of(a, batch), right = MatrixOperand.Of(b, batch);
        a.Kernels.Gemm(new GemmShape(m, n, a.Shape[^1])
        {
            TransposeA = left.IsTransposed, LeadingA = left.Leading, StrideA = left.BatchStride,
            TransposeB = right.IsTransposed, LeadingB = right.Leading, StrideB = right.BatchStride,
            LeadingC = n, StrideC = (long)m * n, Batch = checked((int)batch.Count), Accumulate = accumulate,
        }, left.Region, right.Region, y.Region, default, default(Identity));
    }

    // Leading axes of the left operand fold into rows when the right one is a single matrix.
    static Tensor Rows(Tensor a)
    {
        Tensor dense = Tape.Pause(a.Contiguous);
        Shape rows = [checked((int)a.Shape.CountOf(0, a.Rank - 1)), a.Shape[^1]];
        return dense.View(rows, Strides.Dense(rows), dense.Offset);
    }

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
            if (linkA.IsNeeded) Give(tape, linkA, a.Shape, gradient, b.Transpose());
            if (!linkB.IsNeeded) return;
            if (b.Rank == 2) Give(tape, linkB, b.Shape, Rows(a).Transpose(), Rows(gradient));
            else Give(tape, linkB, b.Shape, a.Transpose(), gradient);
        }

        // Where nothing was repeated, the product goes where the gradient stays.
        static void Give(Tape tape, Link link, in Shape shape, Tensor left, Tensor right)
        {
            if (ProductShape(left, right) != shape) tape.Add(link, Broadcast.SumTo(Multiply(left, right), shape));
            else Multiply(left, right, tape.Target(link, shape, out bool accumulate), accumulate);
        }
    }
}
