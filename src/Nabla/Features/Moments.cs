namespace Nabla.Features;

/// <summary>Means, variances and covariances of a dataset's inputs, summed in double over chunks of rows in their order.</summary>
sealed class Moments
{
    /// <summary>How many examples of an endless stream are looked at.</summary>
    public const int StreamRows = 10_000;

    const int MostChunkRows = 512, MostChunkNumbers = 1 << 22;
    readonly Dataset dataset;

    Moments(Dataset dataset, int size) => (this.dataset, Mean, Variance) = (dataset, new double[size], new double[size]);

    /// <summary>The mean of each feature.</summary>
    public double[] Mean { get; }

    /// <summary>The variance of each feature, divided by the number of rows.</summary>
    public double[] Variance { get; }

    /// <summary>Measures a dataset, or the first ten thousand examples of a stream.</summary>
    /// <exception cref="DataException">Inputs are not real numbers.</exception>
    public static Moments Of(Dataset dataset)
    {
        if (dataset.InputFields is not [RealField]) throw new DataException($"Dataset '{dataset.Name}' has {dataset.Form}: only real numbers are normalized.");
        var moments = new Moments(dataset.Count is null ? new RangeDataset(dataset.Name, dataset, 0, StreamRows) : dataset, dataset.Input.Size);
        moments.Accumulate(moments.Mean, squares: false);
        moments.Accumulate(moments.Variance, squares: true);
        return moments;
    }

    /// <summary>The covariance [size, size], divided by the number of rows.</summary>
    public double[] Covariance()
    {
        int size = Mean.Length;
        if ((long)size * size > Array.MaxLength) throw new DataException($"Dataset '{dataset.Name}' has {size} features: their covariances are more than one array holds ({Array.MaxLength}): center or standardize instead of whitening.");
        var covariance = new double[size * size];
        var centered = new double[ChunkRows * size + ArrayKernels.Slack];
        foreach (var (rows, count) in Chunks())
        {
            for (int row = 0; row < count; row++)
                for (int i = 0; i < size; i++) centered[row * size + i] = rows[row * size + i] - Mean[i];
            ArrayKernels.Multiply<double>(GemmShape.Dense(size, size, count, transposeA: true, accumulate: true), centered, centered, covariance);
        }
        double scale = 1.0 / dataset.Count!.Value;
        for (int i = 0; i < covariance.Length; i++) covariance[i] *= scale;
        return covariance;
    }

    // Rows of millions of polynomial features come a few at a time.
    int ChunkRows => Math.Clamp(MostChunkNumbers / Mean.Length, 1, MostChunkRows);

    void Accumulate(double[] sums, bool squares)
    {
        foreach (var (rows, count) in Chunks())
            for (int row = 0; row < count; row++) Add(sums, rows.AsSpan(row * sums.Length, sums.Length), squares);
        for (int i = 0; i < sums.Length; i++) sums[i] /= dataset.Count!.Value;
    }

    void Add(double[] sums, ReadOnlySpan<float> row, bool squares)
    {
        int lanes = Vector<float>.Count, half = lanes / 2, i = 0;
        for (; i <= row.Length - lanes; i += lanes)
        {
            Vector.Widen(new Vector<float>(row[i..]), out Vector<double> low, out Vector<double> high);
            Add(sums, i, low, squares);
            Add(sums, i + half, high, squares);
        }
        for (; i < row.Length; i++) sums[i] += squares ? (row[i] - Mean[i]) * (row[i] - Mean[i]) : row[i];
    }

    void Add(double[] sums, int at, Vector<double> x, bool squares)
    {
        if (squares)
        {
            x -= new Vector<double>(Mean, at);
            x *= x;
        }
        (new Vector<double>(sums, at) + x).CopyTo(sums, at);
    }

    /// <summary>All rows, some at a time, in one array that is used again.</summary>
    IEnumerable<(float[] Rows, int Count)> Chunks()
    {
        int size = Mean.Length;
        var rows = new float[ChunkRows * size];
        var indices = new long[ChunkRows];
        for (long start = 0; start < dataset.Count; start += ChunkRows)
        {
            int count = (int)Math.Min(ChunkRows, dataset.Count!.Value - start);
            for (int i = 0; i < count; i++) indices[i] = start + i;
            dataset.Read(indices.AsSpan(0, count), rows.AsSpan(0, count * size), default);
            yield return (rows, count);
        }
    }
}
