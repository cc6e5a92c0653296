namespace Nabla.Operations;

/// <summary>Reductions over axes: sum, mean, largest and smallest.</summary>
public static class ReduceOperation
{
    extension(Tensor x)
    {
        /// <summary>The sum over the given axes, or over all.</summary>
        public Tensor Sum(params ReadOnlySpan<int> axes) => Reduce(x, axes, Reduction.Sum, keepAxes: false);

        /// <summary>The mean over the given axes, or over all.</summary>
        public Tensor Mean(params ReadOnlySpan<int> axes) => Reduce(x, axes, Reduction.Mean, keepAxes: false);

        /// <summary>The largest over the given axes, or over all. The gradient is shared evenly among ties.</summary>
        public Tensor Max(params ReadOnlySpan<int> axes) => Reduce(x, axes, Reduction.Max, keepAxes: false);

        /// <summary>The smallest over the given axes, or over all. The gradient is shared evenly among ties.</summary>
        public Tensor Min(params ReadOnlySpan<int> axes) => Reduce(x, axes, Reduction.Min, keepAxes: false);

        /// <summary>A reduction that leaves the axes in place with extent 1, so that the result broadcasts against x.</summary>
        public Tensor Reduce(Reduction reduction, bool keepAxes, params ReadOnlySpan<int> axes) => Reduce(x, axes, reduction, keepAxes);
    }

    static Tensor Reduce(Tensor x, ReadOnlySpan<int> axes, Reduction reduction, bool keepAxes)
    {
        Operand.RequireReal(x, reduction.ToString());
        bool[] reduced = Reduced(x.Shape, axes, reduction.ToString());
        if (reduction is Reduction.Max or Reduction.Min) ExpectElements(x.Shape, reduced, reduction);
        Tensor y = Fold(x, reduced, reduction, out Shape kept);
        if (Tape.Current is { } tape && tape.Link(x) is { IsNeeded: true } link) tape.Append(y, new ReduceNode(reduction, link, x, y, kept));
        return keepAxes ? y : y.Reshape(Drop(kept, reduced));
    }

    static void ExpectElements(in Shape shape, bool[] reduced, Reduction reduction)
    {
        for (int axis = 0; axis < shape.Rank; axis++)
            if (reduced[axis] && shape[axis] == 0) throw new ArgumentException($"{reduction}: axis {axis} of shape {shape} has no elements, of which there is no {reduction}.");
    }

    internal static bool[] Reduced(in Shape shape, ReadOnlySpan<int> axes, string operation)
    {
        var reduced = new bool[shape.Rank];
        if (axes.Length == 0) Array.Fill(reduced, true);
        foreach (int axis in axes)
        {
            if (reduced[shape.Axis(axis)]) throw new ArgumentException($"{operation}: axis {axis} of shape {shape} is named twice.");
            reduced[shape.Axis(axis)] = true;
        }
        return reduced;
    }

    // Folds each run of neighbouring reduced axes with one kernel, from the last to the first.
    static Tensor Fold(Tensor x, bool[] reduced, Reduction reduction, out Shape kept)
    {
        if (!x.IsContiguous && Tape.Pause(() => InMemoryOrder(x)) is var (dense, order))
        {
            // A view that shows all of its memory in another order needs no copy: its axes are folded where they lie.
            Tensor folded = Fold(dense, [.. order.Select(axis => reduced[axis])], reduction, out _);
            Tensor back = Tape.Pause(() => folded.Permute(ViewOperation.Inverse(order)).Contiguous());
            kept = back.Shape;
            return back;
        }
        Tensor y = x;
        for (int axis = x.Rank - 1; axis >= 0; axis--)
        {
            if (!reduced[axis]) continue;
            int end = axis + 1;
            while (axis > 0 && reduced[axis - 1]) axis--;
            y = Fold(y, axis, end, reduction);
        }
        if (ReferenceEquals(y, x)) y = x.Contiguous().Detach(); // no axes at all: a scalar
        kept = y.Shape;
        return y;
    }

    /// <summary>The axes of a view ordered as they lie in memory, if what it shows lies densely there.</summary>
    internal static (Tensor Dense, int[] Order)? InMemoryOrder(Tensor x)
    {
        int[] order = [.. Enumerable.Range(0, x.Rank).OrderByDescending(axis => x.Strides[axis])];
        Tensor dense = x.Permute(order);
        return dense.IsContiguous ? (dense, order) : null;
    }

    /// <summary>Reduces the axes from <paramref name="from"/> up to, not including, <paramref name="to"/>, which remain with extent 1. Records nothing.</summary>
    internal static Tensor Fold(Tensor x, int from, int to, Reduction reduction)
    {
        Tensor dense = Tape.Pause(x.Contiguous);
        Span<int> extents = stackalloc int[x.Rank];
        x.Shape.Span.CopyTo(extents);
        extents[from..to].Fill(1);
        Tensor y = x.EmptyLike(new Shape(extents), reduction.ToString());
        x.Kernels.Reduce(reduction, dense.Region, y.Region, x.Shape.CountOf(0, from), x.Shape.CountOf(from, to), x.Shape.CountOf(to, x.Rank), accumulate: false);
        return y;
    }

    /// <summary>The shape without the axes that were reduced.</summary>
    internal static Shape Drop(in Shape kept, bool[] reduced)
    {
        Span<int> extents = stackalloc int[kept.Rank];
        int rank = 0;
        for (int axis = 0; axis < kept.Rank; axis++) if (!reduced[axis]) extents[rank++] = kept[axis];
        return new Shape(extents[..rank]);
    }

    sealed class ReduceNode : Node
    {
        readonly Reduction reduction;
        readonly Link link;
        readonly Tensor x, y;
        readonly Shape kept;

        public ReduceNode(Reduction reduction, Link link, Tensor x, Tensor y, in Shape kept)
        {
            (this.reduction, this.link, this.x, this.y, this.kept) = (reduction, link, x, y, kept);
            if (reduction is Reduction.Sum or Reduction.Mean) return;
            Save(x);
            Save(y);
        }

        public override string Name => reduction.ToString();

        public override void Backward(Tape tape, Tensor gradient)
        {
            Tensor dy = gradient.Reshape(kept);
            switch (reduction)
            {
                case Reduction.Sum: tape.Add(link, dy.Expand(x.Shape)); break;
                case Reduction.Mean: tape.Add(link, (dy * ((double)kept.Count / x.Count)).Expand(x.Shape)); break;
                default: tape.Add(link, ToExtremes(dy)); break;
            }
        }

        // Each element that equals the extreme gets an even share of the gradient.
        Tensor ToExtremes(Tensor dy)
        {
            Tensor extreme = y.Reshape(kept);
            Tensor hit = reduction == Reduction.Max ? ElementwiseOperation.Apply(x, extreme, new AtLeast()) : ElementwiseOperation.Apply(extreme, x, new AtLeast());
            return hit * (dy / Broadcast.SumTo(hit, kept));
        }
    }
}
