namespace Nabla.Metrics;

/// <summary>How often each class was taken for which: rows are the true classes, columns the predicted ones.</summary>
/// <param name="classes">The number of classes. Beyond <see cref="MostTabled"/> only the sums are kept: the table would grow with the square.</param>
public sealed class Confusion(int classes)
{
    /// <summary>The most classes of which counts are kept for each pair.</summary>
    public const int MostTabled = 1000;

    readonly int[,]? counts = classes <= MostTabled ? new int[classes, classes] : null;

    /// <summary>The number of classes.</summary>
    public int Classes => classes;

    /// <summary>Whether there are counts for each pair of classes.</summary>
    public bool HasTable => counts is not null;

    /// <summary>Examples of class <paramref name="label"/> that were predicted as <paramref name="predicted"/>.</summary>
    /// <exception cref="InvalidOperationException">There are more than <see cref="MostTabled"/> classes.</exception>
    public int this[int label, int predicted] => Table[label, predicted];

    /// <summary>Examples counted.</summary>
    public long Total { get; private set; }

    /// <summary>Examples predicted right.</summary>
    public long Correct { get; private set; }

    /// <summary>The share predicted right, from 0 to 1; NaN of none.</summary>
    public double Accuracy => (double)Correct / Total;

    /// <summary>Counts one example; a label of −1 is left out.</summary>
    public void Add(int label, int predicted)
    {
        if (label < 0) return;
        if (counts is not null) counts[label, predicted]++;
        Total++;
        if (label == predicted) Correct++;
    }

    /// <summary>The counts as a new table.</summary>
    /// <exception cref="InvalidOperationException">There are more than <see cref="MostTabled"/> classes.</exception>
    public int[,] ToArray() => (int[,])Table.Clone();

    int[,] Table => counts ?? throw new InvalidOperationException($"Confusion of {classes} classes: a table is kept for at most {MostTabled}; ask HasTable first.");
}
