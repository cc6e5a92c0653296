namespace Nabla.Operations;

/// <summary>Parts of an axis, as views.</summary>
public static class SliceOperation
{
    extension(Tensor x)
    {
        /// <summary>A range of an axis.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The range leaves the axis.</exception>
        public Tensor Slice(int axis, int start, int length)
        {
            axis = x.Shape.Axis(axis);
            if (start < 0 || length < 0 || start > x.Shape[axis] - length)
                throw new ArgumentOutOfRangeException(nameof(start), $"Slice: {start}..{(long)start + length} leaves axis {axis} of shape {x.Shape}.");
            Tensor view = Part(x, axis, start, length);
            if (ViewOperation.NeedsGradient(x, out Tape tape, out Link link)) tape.Append(view, new SliceNode(link, x.Shape, axis, start, length));
            return view;
        }

        /// <summary>One index of an axis, which disappears.</summary>
        public Tensor Select(int axis, int index) => x.Slice(axis, index, 1).Reshape(x.Shape.Without(axis));

        /// <summary>Consecutive parts of an axis with the given extents, which must add up to it.</summary>
        public Tensor[] Split(int axis, params ReadOnlySpan<int> extents)
        {
            int sum = 0;
            foreach (int extent in extents) sum += extent;
            if (sum != x.Shape[axis]) throw new ArgumentException($"Split: parts add up to {sum}, axis {axis} of shape {x.Shape} has {x.Shape[axis]}.");
            var parts = new Tensor[extents.Length];
            for (int i = 0, start = 0; i < parts.Length; start += extents[i++]) parts[i] = x.Slice(axis, start, extents[i]);
            return parts;
        }
    }

    internal static Tensor Part(Tensor x, int axis, int start, int length) =>
        x.View(x.Shape.With(axis, length), x.Strides, x.Offset + start * x.Strides[axis]);

    sealed class SliceNode(Link link, Shape from, int axis, int start, int length) : Node
    {
        public override string Name => "Slice";

        public override void Backward(Tape tape, Tensor gradient)
        {
            Tensor target = tape.Target(link, from, out bool accumulate);
            gradient.CopyInto(Part(target, axis, start, length), accumulate);
            if (accumulate) return;
            // Zero beside the part alone, so that everything is written once.
            Tensor zero = Tensor.Zeros([], gradient.DataType, gradient.Device);
            int end = start + length, rest = from[axis] - end;
            if (start > 0) zero.Expand(from.With(axis, start)).CopyInto(Part(target, axis, 0, start));
            if (rest > 0) zero.Expand(from.With(axis, rest)).CopyInto(Part(target, axis, end, rest));
        }
    }
}
