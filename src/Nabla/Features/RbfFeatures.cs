namespace Nabla.Features;

/// <summary>Where the centers of radial features come from.</summary>
public enum CenterChoice
{
    /// <summary>Points that stand for many examples each.</summary>
    KMeans,
    /// <summary>Examples drawn at random, as on the slide.</summary>
    Examples,
}

/// <summary>Radial features H_j(x) = exp(−λ ‖x − c_j‖²): how near an input is to each of some centers.</summary>
public sealed class RbfFeatures : Stage
{
    internal const string Name = "rbf";
    const int LeastRows = 2_000, RowsPerCenter = 20, MostPairs = 2_000, ChunkRows = 64;
    static readonly Setting<int> count = new("centers", "how many", Notations.Whole(1, 1 << 20));
    internal static readonly Choice<Func<Dataset, long, Stage>?> ByCenters =
        new(Name, "how near an input is to each of some centers", at => (data, seed) => Fit(data, at.Get(count), seed), count) { Example = "200" };

    readonly float[] points;
    readonly Centers centers;

    /// <summary>The stage of given centers, row-major, and λ.</summary>
    /// <exception cref="ArgumentException">λ is not positive, or the centers are no whole rows.</exception>
    public RbfFeatures(float[] centers, int inputSize, float lambda) : base(inputSize, centers.Length / inputSize)
    {
        if (centers.Length % inputSize != 0) throw new ArgumentException($"Radial features: {centers.Length} numbers are no whole centers of {inputSize}.");
        if (!(lambda > 0 && float.IsFinite(lambda))) throw new ArgumentException($"Radial features: λ is positive and finite, got {lambda}.");
        points = centers;
        this.centers = new Centers(centers, OutputSize, inputSize);
        Lambda = lambda;
    }

    /// <summary>The λ of exp(−λ d²).</summary>
    public float Lambda { get; }

    /// <summary>The centers, row-major.</summary>
    public ReadOnlySpan<float> CenterRows => points;

    internal override string Kind => Name;

    internal override IEnumerable<StageArray> Arrays => [new("centers", [OutputSize, InputSize], points), new("lambda", [1], [Lambda])];

    /// <summary>Chooses centers from the training data (twenty examples of it per center, at least two thousand), and λ by the median rule where none
    /// is given: 1 / (2 m²) with m the median distance between two examples (Gretton et al., "A kernel two-sample test", JMLR 2012, section
    /// 8).</summary>
    /// <exception cref="DataException">There are fewer examples than centers, or they are all the same.</exception>
    public static RbfFeatures Fit(Dataset train, int centerCount, long seed, float? lambda = null, CenterChoice choice = CenterChoice.KMeans)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(centerCount);
        if (train.Count < centerCount) throw new DataException($"Radial features: '{train.Name}' has {train.Count} examples, too few for {centerCount} centers.");
        var random = Rng.FromSeed(seed).Fork("rbf");
        float[] rows = Sample(train, Math.Max(LeastRows, (long)RowsPerCenter * centerCount), random.Fork("rows"));
        int size = train.Input.Size;
        float chosen = lambda ?? MedianLambda(rows, size, random.Fork("pairs").Reader(), train.Name);
        float[] centers = choice == CenterChoice.Examples ? rows[..(centerCount * size)] : KMeans.Fit(rows, size, centerCount, random.Fork("centers"));
        return new(centers, size, chosen);
    }

    /// <summary>Examples in random order without repetition, or the first of a stream.</summary>
    static float[] Sample(Dataset train, long most, Rng random)
    {
        if (train.InputFields is not [RealField]) throw new DataException($"Dataset '{train.Name}' has {train.Form}: radial features need real numbers.");
        long wanted = Math.Min(most, train.Count ?? most);
        if (wanted * train.Input.Size > Array.MaxLength) throw new DataException($"Radial features: {wanted} examples of {train.Input} to choose centers from are more than one array holds ({Array.MaxLength} numbers): take fewer centers.");
        int count = (int)wanted;
        var order = new Permutation(train.Count ?? count, random);
        var indices = new long[count];
        for (int i = 0; i < count; i++) indices[i] = order[i];
        var rows = new float[count * train.Input.Size];
        train.Read(indices, rows, default);
        return rows;
    }

    static float MedianLambda(float[] rows, int size, RngReader random, string name)
    {
        int count = rows.Length / size;
        var squares = new double[MostPairs];
        for (int i = 0; i < squares.Length; i++)
            squares[i] = Vectors.Distance(rows.AsSpan(random.Below(count) * size, size), rows.AsSpan(random.Below(count) * size, size));
        double[] apart = [.. squares.Where(square => square > 0).Order()];
        if (apart.Length == 0) throw new DataException($"Radial features: the examples of '{name}' do not differ: give λ, or look at the data.");
        return (float)Math.Clamp(0.5 / apart[apart.Length / 2], float.Epsilon, float.MaxValue);
    }

    private protected override void Run(ReadOnlySpan<float> inputs, int count, Span<float> outputs)
    {
        float[] distances = ArrayPool<float>.Shared.Rent(ChunkRows * centers.Stride + ArrayKernels.Slack);
        for (int start = 0; start < count; start += ChunkRows)
        {
            int rows = Math.Min(ChunkRows, count - start);
            centers.Distances(inputs.Slice(start * InputSize, rows * InputSize), rows, distances);
            ArrayKernels.Exp(distances, rows * centers.Stride, -Lambda);
            for (int row = 0; row < rows; row++) distances.AsSpan(row * centers.Stride, OutputSize).CopyTo(outputs[((start + row) * OutputSize)..]);
        }
        ArrayPool<float>.Shared.Return(distances);
    }
}
