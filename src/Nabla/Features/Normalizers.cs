namespace Nabla.Features;

/// <summary>What shares one mean and deviation in standardising.</summary>
public enum Spread
{
    /// <summary>A channel for images [channels, height, width], a feature for all else.</summary>
    Auto,
    /// <summary>Every feature has its own.</summary>
    Feature,
    /// <summary>Every channel of an image has its own.</summary>
    Channel,
    /// <summary>All numbers have the same.</summary>
    All,
}

/// <summary>Stages that bring inputs into a good range, fitted on the training part only: see "Data normalization" of the lecture, and LeCun, Bottou,
/// Orr and Müller, "Efficient BackProp", 1998, section 4.3. All can be undone. A feature that never varies is only centered.</summary>
public static class Normalizers
{
    /// <summary>Images have many axes of next to no variation; whitening must not blow them up.</summary>
    const double ImageFloor = 0.1, TableFloor = 1e-6;

    internal static readonly Choice<Func<Dataset, Stage>?>
        ByCenter = new("center", "mean 0", _ => Center),
        ByDeviation = new("standardize", "mean 0 and deviation 1", _ => data => Standardize(data)),
        ByPca = new("pca", "uncorrelated, in the axes of variation", _ => data => WhitenPca(data, Floor(data))),
        ByZca = new("zca", "uncorrelated, nearest to the inputs", _ => data => WhitenZca(data, Floor(data)));

    /// <summary>A deviation below this share of the largest number is rounding, not variation.</summary>
    const double Rounding = 1e-6;

    static double Floor(Dataset data) => data.Input.Shape.Rank == 3 ? ImageFloor : TableFloor;

    /// <summary>Subtracts each feature's mean.</summary>
    public static Stage Center(Dataset train)
    {
        var moments = Moments.Of(train);
        float[] gain = new float[moments.Mean.Length];
        Array.Fill(gain, 1);
        return new ShiftScale(ToFloats(moments.Mean), gain);
    }

    /// <summary>Subtracts the mean and divides by the deviation, per feature, per channel, or of all numbers.</summary>
    public static Stage Standardize(Dataset train, Spread spread = Spread.Auto)
    {
        var moments = Moments.Of(train);
        int size = moments.Mean.Length;
        bool image = train.Input.Shape.Rank == 3;
        int group = spread switch
        {
            Spread.All => size,
            Spread.Channel => image ? size / train.Input.Shape[0] : throw new ArgumentException($"Dataset '{train.Name}' has inputs {train.Input}, which have no channels: standardize by feature."),
            Spread.Auto when image => size / train.Input.Shape[0],
            _ => 1,
        };
        float[] offset = new float[size], gain = new float[size];
        for (int start = 0; start < size; start += group)
        {
            var (mean, deviation) = Pool(moments, start, group);
            offset.AsSpan(start, group).Fill((float)mean);
            gain.AsSpan(start, group).Fill(deviation <= Rounding * Math.Abs(mean) ? 1 : (float)(1 / deviation));
        }
        return new ShiftScale(offset, gain);
    }

    /// <summary>Turns inputs onto their principal axes, the widest first, and scales each to variance 1. <paramref name="floor"/>, a share of the
    /// mean variance, is added to each axis' variance: it keeps axes with next to no variation from being blown up; for images take about
    /// 0.1.</summary>
    public static Stage WhitenPca(Dataset train, double floor = 1e-6) => Whiten(train, floor, rotateBack: false);

    /// <summary>As <see cref="WhitenPca"/>, then turned back, so that outputs stay as near to the inputs as whitening allows: images stay images.</summary>
    public static Stage WhitenZca(Dataset train, double floor = 1e-6) => Whiten(train, floor, rotateBack: true);

    static Whitening Whiten(Dataset train, double floor, bool rotateBack)
    {
        if (!(floor > 0 && double.IsFinite(floor))) throw new ArgumentOutOfRangeException(nameof(floor), $"The floor of whitening is a positive share of the mean variance, got {floor}.");
        var moments = Moments.Of(train);
        int n = moments.Mean.Length;
        double total = moments.Variance.Sum(), added = total > 0 ? floor * total / n : 1;
        var eigen = SymmetricEigen.Of(moments.Covariance(), n);
        double[] gains = Array.ConvertAll(eigen.Values, value => 1 / Math.Sqrt(Math.Max(value, 0) + added));
        double[] inverse = Array.ConvertAll(gains, gain => 1 / gain);
        double[] forward = Scaled(eigen.Vectors, gains), back = Scaled(eigen.Vectors, inverse);
        // PCA: W = Λ^−½ Uᵀ and W⁻¹ = U Λ^½; ZCA: U times the first, and U Λ^½ Uᵀ. Rows of Vectors are Uᵀ.
        return rotateBack
            ? new(ToFloats(moments.Mean), ToFloats(FromTheLeft(eigen.Vectors, forward, n)), ToFloats(FromTheLeft(eigen.Vectors, back, n)))
            : new(ToFloats(moments.Mean), ToFloats(forward), ToFloats(Transposed(back, n)));
    }

    /// <summary>Mean and deviation of a group of features that share them.</summary>
    static (double Mean, double Deviation) Pool(Moments moments, int start, int group)
    {
        var means = moments.Mean.AsSpan(start, group);
        double mean = 0, variance = 0;
        foreach (double each in means) mean += each / group;
        for (int i = 0; i < group; i++) variance += (moments.Variance[start + i] + (means[i] - mean) * (means[i] - mean)) / group;
        return (mean, Math.Sqrt(variance));
    }

    static double[] Scaled(double[] rows, double[] scales)
    {
        var scaled = new double[rows.Length];
        for (int i = 0; i < scales.Length; i++) Vectors.AddScaled(scaled.AsSpan(i * scales.Length, scales.Length), scales[i], rows.AsSpan(i * scales.Length, scales.Length));
        return scaled;
    }

    /// <summary>U · M, with Uᵀ given.</summary>
    static double[] FromTheLeft(double[] transposedU, double[] m, int n)
    {
        var product = new double[n * n];
        ArrayKernels.Multiply<double>(GemmShape.Dense(n, n, n, transposeA: true), [.. transposedU, .. new double[ArrayKernels.Slack]], [.. m, .. new double[ArrayKernels.Slack]], product);
        return product;
    }

    static double[] Transposed(double[] m, int n)
    {
        var turned = new double[m.Length];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) turned[j * n + i] = m[i * n + j];
        return turned;
    }

    static float[] ToFloats(double[] values) => Array.ConvertAll(values, value => (float)value);
}
