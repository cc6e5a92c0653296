namespace Nabla.Operations;

/// <summary>Rows by index, and their counterpart, adding to rows by index.</summary>
public static class GatherOperation
{
    extension(Tensor x)
    {
        /// <summary>Entries of an axis by index: x [.., n, ..] of any type, indices of Int32 and of any shape, which takes the place of the axis: [k] →
        /// [.., k, ..].</summary>
        /// <exception cref="ArgumentException">An index is outside the axis, or the indices are no Int32.</exception>
        public Tensor Gather(Tensor indices, int axis = 0)
        {
            axis = x.Shape.Axis(axis);
            Check(x, indices, axis, "Gather");
            x = x.Contiguous();
            indices = indices.Contiguous();
            Tensor y = x.EmptyLike([.. x.Shape.Span[..axis], .. indices.Shape.Span, .. x.Shape.Span[(axis + 1)..]], "Gather");
            x.Movers.Gather(x.Region, indices.Region, y.Region, x.Shape.CountOf(0, axis), x.Shape[axis], indices.Count, Width(x.Shape, axis));
            if (Tape.Current is { } tape && tape.Link(x) is { IsNeeded: true } link) tape.Append(y, new GatherNode(link, x.Shape, axis, indices));
            return y;
        }

        /// <summary>A copy of x [n, ..] to which row i of <paramref name="rows"/> [k, ..] is added at indices[i], in that order.</summary>
        /// <exception cref="ArgumentException">An index is outside axis 0, or shapes do not fit.</exception>
        public Tensor ScatterAdd(Tensor indices, Tensor rows)
        {
            Operand.RequireReal(x, "ScatterAdd");
            Check(x, indices, 0, "ScatterAdd");
            Shape expected = [.. indices.Shape.Span, .. x.Shape.Span[1..]];
            Operand.RequireLike(x, rows, expected, "ScatterAdd", "rows");
            (rows, indices) = (rows.Contiguous(), indices.Contiguous());
            Tensor y = x.EmptyLike(x.Shape, "ScatterAdd");
            x.CopyInto(y);
            x.Kernels.ScatterAdd(rows.Region, indices.Region, y.Region, indices.Count, x.Shape[0], Width(x.Shape, 0));
            if (Tape.Current is { } tape)
            {
                Link linkX = tape.Link(x), linkRows = tape.Link(rows);
                if (linkX.IsNeeded || linkRows.IsNeeded) tape.Append(y, new ScatterAddNode(linkX, linkRows, indices));
            }
            return y;
        }
    }

    static int Width(in Shape shape, int axis) => checked((int)shape.CountOf(axis + 1, shape.Rank));

    static void Check(Tensor x, Tensor indices, int axis, string operation)
    {
        if (x.Rank == 0) throw new ArgumentException($"{operation}: expected at least one axis, got a scalar.");
        Operand.RequireIndices(x, indices, operation, "indices");
        RowIndices.Check(indices.IsContiguous ? indices : Tape.Pause(indices.Contiguous), x.Shape[axis], operation, "index", "row", allowNegative: false);
    }

    sealed class GatherNode : Node
    {
        readonly Link link;
        readonly Shape from;
        readonly int axis;
        readonly Tensor indices;

        public GatherNode(Link link, in Shape from, int axis, Tensor indices) => (this.link, this.from, this.axis, this.indices) = (link, from, axis, Save(indices));

        public override string Name => "Gather";

        public override void Backward(Tape tape, Tensor gradient)
        {
            Tensor target = tape.Target(link, from, out bool accumulate);
            if (!accumulate) target.Kernels.Fill(target.Region, target.Count, 0);
            int width = Width(from, axis), rows = from[axis];
            for (long outer = 0; outer < from.CountOf(0, axis); outer++)
            {
                Region part = new(gradient.Region.Block, gradient.Region.Offset + outer * indices.Count * width);
                Region whole = new(target.Region.Block, target.Region.Offset + outer * rows * width);
                target.Kernels.ScatterAdd(part, indices.Region, whole, indices.Count, rows, width);
            }
        }
    }

    sealed class ScatterAddNode : Node
    {
        readonly Link linkX, linkRows;
        readonly Tensor indices;

        public ScatterAddNode(Link linkX, Link linkRows, Tensor indices) => (this.linkX, this.linkRows, this.indices) = (linkX, linkRows, Save(indices));

        public override string Name => "ScatterAdd";

        public override void Backward(Tape tape, Tensor gradient)
        {
            tape.Add(linkX, gradient);
            if (linkRows.IsNeeded) tape.Add(linkRows, gradient.Gather(indices));
        }
    }
}
