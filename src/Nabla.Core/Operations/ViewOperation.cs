namespace Nabla.Operations;

/// <summary>Other ways to see the same numbers: nothing is copied, and writing through a view is writing to its source.</summary>
public static class ViewOperation
{
    extension(Tensor x)
    {
        /// <summary>The same elements in another shape; one extent may be −1 and follows from the others. Copies if x is a strided view.</summary>
        /// <exception cref="ArgumentException">The shapes have different numbers of elements.</exception>
        public Tensor Reshape(params ReadOnlySpan<int> extents) => Reshape(x, Infer(x.Shape, extents));

        /// <inheritdoc cref="Reshape(Tensor, ReadOnlySpan{int})"/>
        public Tensor Reshape(in Shape shape)
        {
            if (shape == x.Shape) return x;
            if (shape.Count != x.Count) throw new ArgumentException($"Reshape: shape {x.Shape} has {x.Count} elements, {shape} has {shape.Count}: the numbers must agree.");
            Tensor dense = x.Contiguous();
            Tensor view = dense.View(shape, Strides.Dense(shape), dense.Offset);
            if (NeedsGradient(dense, out Tape tape, out Link link)) tape.Append(view, new ReshapeNode(link, dense.Shape));
            return view;
        }

        /// <summary>All axes from <paramref name="from"/> on folded into one: [batch, 1, 28, 28] → [batch, 784].</summary>
        public Tensor Flatten(int from = 1)
        {
            if (x.Rank == from) return x.Reshape([.. x.Shape.Span, 1]);
            int at = x.Shape.Axis(from);
            return x.Reshape([.. x.Shape.Span[..at], checked((int)x.Shape.CountOf(at, x.Rank))]);
        }

        /// <summary>The axes in another order: axis i of the result is axis <paramref name="order"/>[i] of x.</summary>
        public Tensor Permute(params ReadOnlySpan<int> order)
        {
            int[] axes = Order(x.Shape, order);
            var strides = new Strides();
            Span<int> extents = stackalloc int[x.Rank];
            for (int i = 0; i < axes.Length; i++) (extents[i], strides[i]) = (x.Shape[axes[i]], x.Strides[axes[i]]);
            Tensor view = x.View(new Shape(extents), strides, x.Offset);
            if (NeedsGradient(x, out Tape tape, out Link link)) tape.Append(view, new PermuteNode(link, axes));
            return view;
        }

        /// <summary>Two axes exchanged; the last two if none are named.</summary>
        public Tensor Transpose(int first = -2, int second = -1)
        {
            Span<int> order = stackalloc int[x.Rank];
            for (int axis = 0; axis < order.Length; axis++) order[axis] = axis;
            (order[x.Shape.Axis(first)], order[x.Shape.Axis(second)]) = (order[x.Shape.Axis(second)], order[x.Shape.Axis(first)]);
            return x.Permute(order);
        }

        /// <summary>Repeats axes of extent 1, and new leading axes, to the given shape, without copying.</summary>
        public Tensor Expand(in Shape shape)
        {
            if (shape == x.Shape) return x;
            if (Broadcast.Of(x.Shape, shape, "Expand") != shape) throw new ArgumentException($"Expand: shape {x.Shape} does not repeat to {shape}.");
            Tensor view = x.View(shape, Broadcast.Strides(x, shape), x.Offset);
            if (NeedsGradient(x, out Tape tape, out Link link)) tape.Append(view, new ExpandNode(link, x.Shape));
            return view;
        }

        /// <summary>A new axis of extent 1 before <paramref name="axis"/>.</summary>
        public Tensor Unsqueeze(int axis)
        {
            int at = axis < 0 ? axis + x.Rank + 1 : axis;
            return x.Reshape([.. x.Shape.Span[..at], 1, .. x.Shape.Span[at..]]);
        }

        /// <summary>x without an axis of extent 1.</summary>
        public Tensor Squeeze(int axis)
        {
            if (x.Shape[axis] != 1) throw new ArgumentException($"Squeeze: axis {axis} of shape {x.Shape} has extent {x.Shape[axis]}, not 1.");
            return x.Reshape(x.Shape.Without(axis));
        }
    }

    internal static bool NeedsGradient(Tensor x, out Tape tape, out Link link)
    {
        tape = Tape.Current!;
        link = tape is null ? default : tape.Link(x);
        return link.IsNeeded;
    }

    /// <summary>The order that takes an order back.</summary>
    internal static int[] Inverse(int[] order)
    {
        var inverse = new int[order.Length];
        for (int i = 0; i < order.Length; i++) inverse[order[i]] = i;
        return inverse;
    }

    static Shape Infer(in Shape shape, ReadOnlySpan<int> extents)
    {
        int open = extents.IndexOf(-1);
        if (open < 0) return new Shape(extents);
        long known = 1;
        for (int i = 0; i < extents.Length; i++) if (i != open) known *= extents[i];
        if (known <= 0 || shape.Count % known != 0) throw new ArgumentException($"Reshape: {shape.Count} elements of shape {shape} do not divide into [{string.Join(", ", extents.ToArray())}].");
        int[] filled = extents.ToArray();
        filled[open] = checked((int)(shape.Count / known));
        return new Shape(filled);
    }

    static int[] Order(in Shape shape, ReadOnlySpan<int> order)
    {
        int[] axes = order.ToArray();
        for (int i = 0; i < axes.Length; i++) axes[i] = shape.Axis(axes[i]);
        int named = 0;
        foreach (int axis in axes) named |= 1 << axis;
        if (axes.Length != shape.Rank || named != (1 << shape.Rank) - 1)
            throw new ArgumentException($"Permute: expected each of the {shape.Rank} axes of {shape} once, got [{string.Join(", ", order.ToArray())}].");
        return axes;
    }

    sealed class ReshapeNode(Link link, Shape from) : Node
    {
        public override string Name => "Reshape";
        public override void Backward(Tape tape, Tensor gradient) => tape.Add(link, gradient.Reshape(from));
    }

    sealed class PermuteNode(Link link, int[] order) : Node
    {
        public override string Name => "Permute";

        public override void Backward(Tape tape, Tensor gradient) => tape.Add(link, gradient.Permute(Inverse(order)));
    }

    sealed class ExpandNode(Link link, Shape from) : Node
    {
        public override string Name => "Expand";
        public override void Backward(Tape tape, Tensor gradient) => tape.Add(link, Broadcast.SumTo(gradient, from));
    }
}
