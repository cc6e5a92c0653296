namespace Nabla.Metrics;

/// <summary>How often each class was taken for which: rows are the true classes, columns the predicted ones.</summary>
public sealed class Confusion(int classes)
{
    readonly int[,] counts = new int[classes, classes];

    /// <summary>The number of classes.</summary>
    public int Classes => classes;

    /// <summary>Examples of class <paramref name="label"/> that were predicted as <paramref name="predicted"/>.</summary>
    public int this[int label, int predicted] => counts[label, predicted];

    /// <summary>Examples counted.</summary>
    public long Total { get; private set; }

    /// <summary>Examples predicted right.</summary>
    public long Correct { get; private set; }

    /// <summary>The share predicted right, from 0 to 1; NaN of none.</summary>
    public double Accuracy => (double)Correct / Total;

    /// <summary>Counts one example.</summary>
    public void Add(int label, int predicted)
    {
        counts[label, predicted]++;
        Total++;
        if (label == predicted) Correct++;
    }

    /// <summary>The counts as a new table.</summary>
    public int[,] ToArray() => (int[,])counts.Clone();
}
