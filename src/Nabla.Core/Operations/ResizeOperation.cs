namespace Nabla.Operations;

/// <summary>Pictures [batch, channels, height, width] of other extents. Rows and columns are each brought there by a matrix, so that the gradient is
/// that of two products.</summary>
public static class ResizeOperation
{
    extension(Tensor x)
    {
        /// <summary>The mean of each of height'·width' parts, as even as can be: part i of n rows goes from ⌊i·height/n⌋ to ⌈(i+1)·height/n⌉.</summary>
        /// <exception cref="ArgumentException">x is no pictures, or an extent is not positive.</exception>
        public Tensor AdaptiveAveragePool2d(int height, int width) => Resize(x, height, width, "AdaptiveAveragePool2d", Means);

        /// <summary>Each pixel the nearest: row i of height' is row ⌊i·height/height'⌋.</summary>
        /// <exception cref="ArgumentException">x is no pictures, or an extent is not positive.</exception>
        public Tensor ResizeNearest2d(int height, int width) => Resize(x, height, width, "ResizeNearest2d", Nearest);

        /// <summary>Each pixel between the four about it: the middle of row i of height' lies at row (i + ½)·height/height' − ½; beyond the edge the
        /// edge goes on.</summary>
        /// <exception cref="ArgumentException">x is no pictures, or an extent is not positive.</exception>
        public Tensor ResizeBilinear2d(int height, int width) => Resize(x, height, width, "ResizeBilinear2d", Between);
    }

    static Tensor Resize(Tensor x, int height, int width, string operation, Func<int, int, double[]> matrix)
    {
        Operand.RequireReal(x, operation);
        if (x.Rank != 4 || x.Shape[2] == 0 || x.Shape[3] == 0)
            throw new ArgumentException($"{operation}: expected pictures [batch, channels, height, width] with pixels, got {x.Shape}.");
        if (height < 1 || width < 1) throw new ArgumentException($"{operation}: expected at least 1×1 pixels, got {height}×{width}.");
        Tensor rows = Matrix(x, matrix, x.Shape[2], height), columns = Matrix(x, matrix, x.Shape[3], width);
        return rows.MatMul(x).MatMul(columns.Transpose());
    }

    static Tensor Matrix(Tensor x, Func<int, int, double[]> matrix, int from, int to) => Tensor.From(matrix(from, to), [to, from], x.Device).To(x.DataType);

    static double[] Means(int from, int to)
    {
        var matrix = new double[to * from];
        for (int i = 0; i < to; i++)
        {
            int first = (int)((long)i * from / to), end = (int)(((long)(i + 1) * from + to - 1) / to);
            for (int j = first; j < end; j++) matrix[i * from + j] = 1.0 / (end - first);
        }
        return matrix;
    }

    static double[] Nearest(int from, int to)
    {
        var matrix = new double[to * from];
        for (int i = 0; i < to; i++) matrix[i * from + (int)((long)i * from / to)] = 1;
        return matrix;
    }

    static double[] Between(int from, int to)
    {
        var matrix = new double[to * from];
        for (int i = 0; i < to; i++)
        {
            double at = Math.Clamp((i + 0.5) * from / to - 0.5, 0, from - 1);
            int low = (int)at, high = Math.Min(low + 1, from - 1);
            matrix[i * from + low] += 1 - (at - low);
            matrix[i * from + high] += at - low;
        }
        return matrix;
    }
}
