namespace Nabla.Metrics;

/// <summary>How far predicted numbers are from the true ones, in the units of the data, over examples counted one by one.</summary>
/// <param name="size">Numbers in a target.</param>
public sealed class RegressionErrors(int size)
{
    // Mean and squared deviations of each number by Welford's recurrence (1962), which loses nothing where the mean is large.
    readonly double[] means = new double[size], deviations = new double[size], squares = new double[size], distances = new double[size];

    /// <summary>Examples counted.</summary>
    public long Count { get; private set; }

    /// <summary>The root of the mean squared error, over all numbers; NaN of none.</summary>
    public double RootMeanSquare => Math.Sqrt(squares.Sum() / (Count * size));

    /// <summary>The mean absolute error, over all numbers; NaN of none.</summary>
    public double MeanAbsolute => distances.Sum() / (Count * size);

    /// <summary>R² = 1 − Σ(y − ŷ)²/Σ(y − ȳ)², the mean over the numbers of a target that vary: 1 is perfect, 0 no better than the mean; NaN if none varies.</summary>
    public double Determination
    {
        get
        {
            int[] varying = [.. Enumerable.Range(0, size).Where(i => deviations[i] > 0)];
            return varying.Length == 0 ? double.NaN : varying.Average(i => 1 - squares[i] / deviations[i]);
        }
    }

    /// <summary>Counts one example.</summary>
    /// <exception cref="ArgumentException">One of the rows has another length.</exception>
    public void Add(ReadOnlySpan<float> truth, ReadOnlySpan<float> predicted)
    {
        if (truth.Length != size || predicted.Length != size) throw new ArgumentException($"RegressionErrors: rows of {size} numbers expected, got {truth.Length} and {predicted.Length}.");
        Count++;
        for (int i = 0; i < size; i++)
        {
            double error = predicted[i] - (double)truth[i], apart = truth[i] - means[i];
            means[i] += apart / Count;
            deviations[i] += apart * (truth[i] - means[i]);
            squares[i] += error * error;
            distances[i] += Math.Abs(error);
        }
    }
}
