namespace Nabla.Operations;

/// <summary>Positions of the largest.</summary>
public static class ArgMaxOperation
{
    extension(Tensor x)
    {
        /// <summary>The position of the largest along an axis, as Int32; the first on a tie, and NaN counts as largest. It has no gradient.</summary>
        public Tensor ArgMax(int axis = -1)
        {
            Operand.RequireReal(x, "ArgMax");
            axis = x.Shape.Axis(axis);
            if (x.Shape[axis] == 0) throw new ArgumentException($"ArgMax: axis {axis} of shape {x.Shape} is empty.");
            Tensor dense = x.Contiguous();
            Tensor y = Tensor.Empty(x.Shape.Without(axis), DataType.Int32, x.Device, "ArgMax");
            (int outer, int inner) = ((int)x.Shape.CountOf(0, axis), (int)x.Shape.CountOf(axis + 1, x.Rank));
            if (x.Family<IArgMaxKernels>() is { } kernels) kernels.ArgMax(dense.Region, y.Region, outer, x.Shape[axis], inner);
            else y.CopyFrom<int>(Searched(dense.To(DataType.Float64).ToArray<double>(), outer, x.Shape[axis], inner));
            return y;
        }
    }

    // Of a device that does not search itself.
    static int[] Searched(double[] x, int outer, int reduced, int inner)
    {
        var places = new int[outer * inner];
        for (int i = 0; i < places.Length; i++)
        {
            int first = i / inner * reduced * inner + i % inner;
            for (int r = 1; r < reduced; r++)
            {
                double most = x[first + places[i] * inner], next = x[first + r * inner];
                if (next > most || (double.IsNaN(next) && !double.IsNaN(most))) places[i] = r;
            }
        }
        return places;
    }
}
