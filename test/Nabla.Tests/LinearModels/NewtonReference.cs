namespace Nabla.Tests.LinearModels;

/// <summary>Penalised logistic regression by Newton's method (iteratively reweighted least squares) in float64: quadratic, so it ends at the minimum to rounding.</summary>
static class NewtonReference
{
    /// <summary>Weights, then the bias, which is not penalised.</summary>
    public static double[] Fit(double[] features, int[] labels, double penalty)
    {
        int count = labels.Length, width = features.Length / count, size = width + 1;
        var w = new double[size];
        for (int iteration = 0; iteration < 50; iteration++)
        {
            var gradient = new double[size];
            var hessian = new double[size, size];
            for (int n = 0; n < count; n++)
            {
                double[] x = [.. features[(n * width)..((n + 1) * width)], 1];
                double said = 1 / (1 + Math.Exp(-x.Zip(w, (a, b) => a * b).Sum()));
                for (int i = 0; i < size; i++)
                {
                    gradient[i] += (said - labels[n]) * x[i] / count;
                    for (int j = 0; j < size; j++) hessian[i, j] += said * (1 - said) * x[i] * x[j] / count;
                }
            }
            for (int i = 0; i < width; i++)
            {
                gradient[i] += penalty * w[i];
                hessian[i, i] += penalty;
            }
            double[] step = Solve(hessian, gradient);
            for (int i = 0; i < size; i++) w[i] -= step[i];
            if (step.Max(Math.Abs) < 1e-13) return w;
        }
        throw new InvalidOperationException("Newton's method did not end.");
    }

    // Gauss with pivots.
    static double[] Solve(double[,] a, double[] b)
    {
        int size = b.Length;
        double[] x = [.. b];
        for (int column = 0; column < size; column++)
        {
            int pivot = Enumerable.Range(column, size - column).MaxBy(row => Math.Abs(a[row, column]));
            (x[column], x[pivot]) = (x[pivot], x[column]);
            for (int j = 0; j < size; j++) (a[column, j], a[pivot, j]) = (a[pivot, j], a[column, j]);
            for (int row = column + 1; row < size; row++)
            {
                double factor = a[row, column] / a[column, column];
                x[row] -= factor * x[column];
                for (int j = column; j < size; j++) a[row, j] -= factor * a[column, j];
            }
        }
        for (int row = size - 1; row >= 0; row--)
        {
            for (int j = row + 1; j < size; j++) x[row] -= a[row, j] * x[j];
            x[row] /= a[row, row];
        }
        return x;
    }
}
