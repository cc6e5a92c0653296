namespace Nabla.Operations;

/// <summary>NumPy's rule for operands of different shapes: align the last axes; extents must agree or be 1, which repeats.</summary>
internal static class Broadcast
{
    /// <summary>The shape of the result.</summary>
    /// <exception cref="ArgumentException">An axis disagrees.</exception>
    public static Shape Of(in Shape a, in Shape b, string operation)
    {
        if (a == b) return a;
        int rank = Math.Max(a.Rank, b.Rank);
        Span<int> extents = stackalloc int[rank];
        for (int i = 1; i <= rank; i++)
        {
            int first = i <= a.Rank ? a[^i] : 1, second = i <= b.Rank ? b[^i] : 1;
            if (first != second && first != 1 && second != 1)
                throw new ArgumentException($"{operation}: shapes {a} and {b} do not fit: axis −{i} has {first} against {second}; extents must agree or be 1.");
            extents[rank - i] = first == 1 ? second : first;
        }
        return new Shape(extents);
    }

    /// <summary>The strides that read a tensor as if it had the given shape.</summary>
    public static Strides Strides(Tensor x, in Shape shape)
    {
        if (x.Shape == shape) return x.Strides;
        var strides = new Strides();
        int missing = shape.Rank - x.Rank;
        for (int axis = 0; axis < x.Rank; axis++) strides[axis + missing] = x.Shape[axis] == 1 ? 0 : x.Strides[axis];
        return strides;
    }

    /// <summary>Sums a gradient over the axes that broadcasting had repeated, down to the given shape.</summary>
    public static Tensor SumTo(Tensor gradient, in Shape shape)
    {
        if (gradient.Shape == shape) return gradient;
        int missing = gradient.Rank - shape.Rank;
        Tensor sum = gradient;
        for (int axis = gradient.Rank - 1; axis >= 0; axis--)
        {
            bool repeated = axis < missing || (shape[axis - missing] == 1 && gradient.Shape[axis] != 1);
            if (!repeated) continue;
            int last = axis; // neighbouring axes fold into one reduction
            while (axis > 0 && (axis - 1 < missing || (shape[axis - 1 - missing] == 1 && gradient.Shape[axis - 1] != 1))) axis--;
            sum = ReduceOperation.Fold(sum, axis, last + 1, Devices.Reduction.Sum);
        }
        return sum.Shape == shape ? sum : sum.Reshape(shape);
    }
}
