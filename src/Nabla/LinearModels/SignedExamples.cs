namespace Nabla.LinearModels;

/// <summary>Examples as vectors z = Y·(x, 1) in float64, so that the bias is the weight of a constant input and an example is on the right side where
/// w·z &gt; 0.</summary>
sealed class SignedExamples
{
    readonly double[] rows;

    public SignedExamples(Tensor features, BinaryTarget target)
    {
        (Count, Width) = (features.Shape[0], checked(features.Shape[1] + 1));
        rows = new double[checked(Count * Width)];
        double[] x = features.Contiguous().To(DataType.Float64).ToArray<double>();
        for (int i = 0; i < Count; i++)
        {
            Span<double> row = rows.AsSpan(i * Width, Width);
            double sign = target.Signs[i];
            for (int j = 0; j < Width - 1; j++) row[j] = sign * x[i * (Width - 1) + j];
            row[^1] = sign;
            Radius = Math.Max(Radius, Math.Sqrt(Dot(row, row)));
        }
    }

    public int Count { get; }

    public int Width { get; }

    /// <summary>R, the length of the longest (x, 1).</summary>
    public double Radius { get; }

    /// <summary>How far an example is on the right side of the plane, times the length of w.</summary>
    public double Margin(int example, ReadOnlySpan<double> w) => Dot(Row(example), w);

    /// <summary>w ← w + factor·z.</summary>
    public void Add(int example, double factor, Span<double> w)
    {
        var from = MemoryMarshal.Cast<double, Vector<double>>(Row(example));
        var to = MemoryMarshal.Cast<double, Vector<double>>(w);
        for (int i = 0; i < to.Length; i++) to[i] += factor * from[i];
        for (int i = to.Length * Vector<double>.Count; i < w.Length; i++) w[i] += factor * Row(example)[i];
    }

    /// <summary>Whether an example of this margin is predicted as it should be: on the plane itself the prediction is 1.</summary>
    public bool IsRight(int example, double margin) => margin > 0 || (margin == 0 && Row(example)[^1] > 0);

    /// <summary>How many examples are predicted wrongly.</summary>
    public int Errors(ReadOnlySpan<double> w)
    {
        int errors = 0;
        for (int i = 0; i < Count; i++) if (!IsRight(i, Margin(i, w))) errors++;
        return errors;
    }

    /// <summary>γ = min w·z/‖w‖, the distance of the example nearest to the plane; negative if one is on the wrong side.</summary>
    public double LeastMargin(ReadOnlySpan<double> w)
    {
        double least = double.PositiveInfinity;
        for (int i = 0; i < Count; i++) least = Math.Min(least, Margin(i, w));
        return least / Length(w);
    }

    public static double Length(ReadOnlySpan<double> w) => Math.Sqrt(Dot(w, w));

    ReadOnlySpan<double> Row(int example) => rows.AsSpan(example * Width, Width);

    static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var wideA = MemoryMarshal.Cast<double, Vector<double>>(a);
        var wideB = MemoryMarshal.Cast<double, Vector<double>>(b);
        var sum = Vector<double>.Zero;
        for (int i = 0; i < wideA.Length; i++) sum += wideA[i] * wideB[i];
        double total = Vector.Sum(sum);
        for (int i = wideA.Length * Vector<double>.Count; i < a.Length; i++) total += a[i] * b[i];
        return total;
    }
}
