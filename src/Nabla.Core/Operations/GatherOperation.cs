namespace Nabla.Operations;

/// <summary>Rows by index, and their counterpart, adding to rows by index.</summary>
public static class GatherOperation
{
    extension(Tensor x)
    {
        /// <summary>Entries of an axis by index: x [.., n, ..] of any type, indices [k] of Int32 → [.., k, ..]. Indices of any shape replace axis 0.</summary>
        /// <exception cref="ArgumentException">An index is outside the axis, or the indices are no Int32.</exception>
        public Tensor Gather(Tensor indices, int axis = 0)
        {
            axis = x.Shape.Axis(axis);
            if (axis != 0 && indices.Rank != 1) throw new ArgumentException($"Gather: along axis {axis} expected indices [k], got {indices.Shape}: flatten them, or gather along axis 0.");
            if (axis != 0) return x.Transpose(0, axis).Gather(indices).Transpose(0, axis);
            Check(x, indices, "Gather");
            x = x.Contiguous();
            indices = indices.Contiguous();
            int width = Width(x);
            Tensor y = x.EmptyLike([.. indices.Shape.Span, .. x.Shape.Span[1..]], "Gather");
            x.Movers.Gather(x.Region, indices.Region, y.Region, indices.Count, width);
            if (Tape.Current is { } tape && tape.Link(x) is { IsNeeded: true } link) tape.Append(y, new GatherNode(link, x.Shape, indices));
            return y;
        }

        /// <summary>A copy of x [n, ..] to which row i of <paramref name="rows"/> [k, ..] is added at indices[i], in that order.</summary>
        /// <exception cref="ArgumentException">An index is outside axis 0, or shapes do not fit.</exception>
        public Tensor ScatterAdd(Tensor indices, Tensor rows)
        {
            Operand.RequireReal(x, "ScatterAdd");
            Check(x, indices, "ScatterAdd");
            Shape expected = [.. indices.Shape.Span, .. x.Shape.Span[1..]];
            Operand.RequireLike(x, rows, expected, "ScatterAdd", "rows");
            (rows, indices) = (rows.Contiguous(), indices.Contiguous());
            Tensor y = x.EmptyLike(x.Shape, "ScatterAdd");
            x.CopyInto(y);
            x.Kernels.ScatterAdd(rows.Region, indices.Region, y.Region, indices.Count, x.Shape[0], Width(x));
            if (Tape.Current is { } tape)
            {
                Link linkX = tape.Link(x), linkRows = tape.Link(rows);
                if (linkX.IsNeeded || linkRows.IsNeeded) tape.Append(y, new ScatterAddNode(linkX, linkRows, indices));
            }
            return y;
        }
    }

    static int Width(Tensor x) => checked((int)x.Shape.CountOf(1, x.Rank));

    static void Check(Tensor x, Tensor indices, string operation)
    {
        if (x.Rank == 0) throw new ArgumentException($"{operation}: expected at least one axis, got a scalar.");
        Operand.RequireIndices(x, indices, operation, "indices");
        RowIndices.Check(indices.IsContiguous ? indices : Tape.Pause(indices.Contiguous), x.Shape[0], operation, "index", "row", allowNegative: false);
    }

    sealed class GatherNode : Node
    {
        readonly Link link;
        readonly Shape from;
        readonly Tensor indices;

        public GatherNode(Link link, in Shape from, Tensor indices) => (this.link, this.from, this.indices) = (link, from, Save(indices));

        public override string Name => "Gather";

        public override void Backward(Tape tape, Tensor gradient)
        {
            Tensor target = tape.Target(link, from, out bool accumulate);
            if (!accumulate) target.Kernels.Fill(target.Region, target.Count, 0);
            target.Kernels.ScatterAdd(gradient.Region, indices.Region, target.Region, indices.Count, from[0], checked((int)from.CountOf(1, from.Rank)));
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
