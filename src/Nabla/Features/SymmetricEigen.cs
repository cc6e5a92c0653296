namespace Nabla.Features;

/// <summary>Eigenvalues and eigenvectors of a symmetric matrix: Householder reflections to tridiagonal form, then implicit QL steps (Golub and Van
/// Loan, "Matrix computations", 4th edition, sections 8.3.1 and 8.3.3). Vectors are kept as rows, so that every inner loop runs along
/// memory.</summary>
public sealed class SymmetricEigen
{
    const int MostSteps = 60;

    /// <summary>Half the distance from 1 to the next double.</summary>
    const double Rounding = 1.0 / (1L << 53);

    readonly int n;
    readonly double[] matrix, diagonal, beside, vectors;
    readonly double[] strength;
    double negligible;

    SymmetricEigen(double[] matrix, int n)
    {
        this.n = n;
        this.matrix = matrix;
        (diagonal, beside, strength, vectors) = (new double[n], new double[n], new double[n], new double[n * n]);
    }

    /// <summary>Eigenvalues, the largest first.</summary>
    public double[] Values { get; private set; } = [];

    /// <summary>Row i is the eigenvector of value i, of length 1; its largest entry is positive.</summary>
    public double[] Vectors => vectors;

    /// <summary>Solves for a symmetric matrix [n, n], which is overwritten.</summary>
    /// <exception cref="ArgumentException">There are not n² numbers.</exception>
    /// <exception cref="ArithmeticException">The matrix holds NaN, or the steps do not converge.</exception>
    public static SymmetricEigen Of(double[] matrix, int n)
    {
        if (n < 1 || matrix.Length != (long)n * n) throw new ArgumentException($"SymmetricEigen: a matrix [n, n] has n² numbers, got {matrix.Length} for n = {n}.");
        var solver = new SymmetricEigen(matrix, n);
        solver.Reduce();
        solver.negligible = Rounding * solver.Scale();
        for (int i = 0; i < n; i++) solver.vectors[i * n + i] = 1;
        for (int i = 0; i < n; i++) solver.Settle(i);
        solver.TurnBack();
        solver.Sort();
        return solver;
    }

    Span<double> Row(double[] rows, int i, int from = 0) => rows.AsSpan(i * n + from, n - from);

    /// <summary>Reflection k maps what stands below the diagonal of column k to its first entry: A ← H A H, H = I − s v vᵀ. v stays in row k.</summary>
    void Reduce()
    {
        var product = new double[n];
        for (int k = 0; k < n - 2; k++)
        {
            int from = k + 1;
            var v = Row(matrix, k, from);
            double norm = Math.Sqrt(Features.Vectors.Dot(v, v)), first = v[0];
            diagonal[k] = matrix[k * n + k];
            beside[k] = norm == 0 ? 0 : first > 0 ? -norm : norm;
            if (norm == 0) continue;
            v[0] = first - beside[k];
            strength[k] = -1 / (beside[k] * v[0]);
            Reflect(v, strength[k], from, product.AsSpan(from));
        }
        for (int k = Math.Max(0, n - 2); k < n; k++) diagonal[k] = matrix[k * n + k];
        if (n > 1) beside[n - 2] = matrix[(n - 2) * n + n - 1];
    }

    /// <summary>A ← A − v wᵀ − w vᵀ with p = s A v and w = p − (s/2) (pᵀv) v, on the trailing block.</summary>
    void Reflect(ReadOnlySpan<double> v, double s, int from, Span<double> w)
    {
        for (int i = from; i < n; i++) w[i - from] = s * Features.Vectors.Dot(Row(matrix, i, from), v);
        Features.Vectors.AddScaled(w, -0.5 * s * Features.Vectors.Dot(w, v), v);
        for (int i = from; i < n; i++) Features.Vectors.AddScaled(Row(matrix, i, from), -v[i - from], w, -w[i - from], v);
    }

    /// <summary>The largest sum of a row of the tridiagonal form. Entries far below it are rounding: eigenvalues are exact to a share of the largest.</summary>
    double Scale()
    {
        double scale = 0;
        for (int i = 0; i < n; i++) scale = Math.Max(scale, Math.Abs(diagonal[i]) + Math.Abs(beside[i]));
        return double.IsFinite(scale) ? scale : throw new ArithmeticException($"A matrix [{n}, {n}] holds NaN or infinite numbers: it has no eigenvalues.");
    }

    /// <summary>QL steps until the off-diagonal entry beside <paramref name="l"/> is negligible.</summary>
    void Settle(int l)
    {
        for (int step = 0; ; step++)
        {
            int m = l;
            while (m < n - 1 && Math.Abs(beside[m]) > negligible) m++;
            if (m == l) return;
            if (step == MostSteps) throw new ArithmeticException($"The eigenvalues of a matrix [{n}, {n}] do not converge.");
            Step(l, m);
        }
    }

    /// <summary>One implicit QL step with Wilkinson's shift on the unreduced block l … m.</summary>
    void Step(int l, int m)
    {
        double gap = (diagonal[l + 1] - diagonal[l]) / (2 * beside[l]), root = double.Hypot(gap, 1);
        double g = diagonal[m] - diagonal[l] + beside[l] / (gap + (gap < 0 ? -root : root));
        double sine = 1, cosine = 1, shift = 0;
        for (int i = m - 1; i >= l; i--)
        {
            double f = sine * beside[i], b = cosine * beside[i], length = double.Hypot(f, g);
            beside[i + 1] = length;
            if (length == 0)
            {
                diagonal[i + 1] -= shift;
                beside[m] = 0;
                return;
            }
            (sine, cosine) = (f / length, g / length);
            g = diagonal[i + 1] - shift;
            double turned = (diagonal[i] - g) * sine + 2 * cosine * b;
            shift = sine * turned;
            diagonal[i + 1] = g + shift;
            g = cosine * turned - b;
            Features.Vectors.Rotate(Row(vectors, i + 1), Row(vectors, i), cosine, sine);
        }
        diagonal[l] -= shift;
        beside[l] = g;
        beside[m] = 0;
    }

    /// <summary>Eigenvectors of the matrix from those of its tridiagonal form: the reflections, last one first.</summary>
    void TurnBack()
    {
        for (int i = 0; i < n; i++)
            for (int k = n - 3; k >= 0; k--)
            {
                if (strength[k] == 0) continue;
                var v = Row(matrix, k, k + 1);
                var z = Row(vectors, i, k + 1);
                Features.Vectors.AddScaled(z, -strength[k] * Features.Vectors.Dot(z, v), v);
            }
    }

    void Sort()
    {
        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(i => diagonal[i])];
        Values = Array.ConvertAll(order, i => diagonal[i]);
        var sorted = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            var row = Row(vectors, order[i]);
            double largest = 0;
            foreach (double entry in row) if (Math.Abs(entry) > Math.Abs(largest)) largest = entry;
            Features.Vectors.AddScaled(Row(sorted, i), largest < 0 ? -1 : 1, row);
        }
        sorted.CopyTo(vectors, 0);
    }
}
