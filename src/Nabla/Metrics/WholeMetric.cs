namespace Nabla.Metrics;

/// <summary>The share of sequences of which every token is right, given those before: what greedy decoding gets right as a whole. Tokens of −1 are
/// left out, and sequences of nothing else.</summary>
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
            (bool all, bool any) = (true, false);
            for (int i = row * length; i < (row + 1) * length; i++) (all, any) = (all && (labels[i] < 0 || labels[i] == predicted[i]), any || labels[i] >= 0);
            if (any) sequences++;
            if (any && all) right++;
        }
    }
}
