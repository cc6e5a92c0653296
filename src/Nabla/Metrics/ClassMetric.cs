namespace Nabla.Metrics;

/// <summary>The share of examples whose class is right, and which class was taken for which.</summary>
/// <param name="classes">How many classes there are.</param>
public sealed class ClassMetric(int classes) : Metric
{
    readonly Confusion confusion = new(classes);

    /// <inheritdoc/>
    public override Confusion Confusion => confusion;

    /// <inheritdoc/>
    public override IEnumerable<Measure> Measures => [Measure.Share("accuracy", confusion.Accuracy)];

    /// <inheritdoc/>
    public override void Add(Answers answers)
    {
        ReadOnlySpan<int> labels = answers.Batch.Targets.Integers;
        int[] predicted = answers.Predicted;
        for (int i = 0; i < predicted.Length; i++) confusion.Add(labels[i], predicted[i]);
    }
}
