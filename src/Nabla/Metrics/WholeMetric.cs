namespace Nabla.Metrics;

/// <summary>The share of sequences of which every token is right, given those before: what greedy decoding gets right as a whole.</summary>
public sealed class WholeMetric : Metric
{
    long sequences, right;

    /// <inheritdoc/>
    public override IEnumerable<Measure> Measures => [Measure.Share("accuracy", (double)right / sequences) with { Note = "right as a whole" }];

    /// <inheritdoc/>
    public override void Add(Answers answers)
    {
        ReadOnlySpan<int> labels = answers.Batch.Targets.Integers;
        int[] predicted = answers.Predicted;
        int rows = answers.Batch.Count, length = labels.Length / rows;
        for (int row = 0; row < rows; row++)
        {
            bool all = true;
            for (int i = row * length; i < (row + 1) * length; i++) all &= labels[i] < 0 || labels[i] == predicted[i];
            if (all) right++;
        }
        sequences += rows;
    }
}
