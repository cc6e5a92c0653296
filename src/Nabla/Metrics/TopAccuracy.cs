namespace Nabla.Metrics;

/// <summary>The share of examples whose class is among the k likeliest (Russakovsky et al. 2015, arXiv:1409.0575, section 4.1); of equally likely ones the first counts, and
/// none whose score is NaN. Labels of −1 are left out.</summary>
/// <param name="k">How many of the likeliest, fewer than all.</param>
/// <param name="classes">How many classes there are.</param>
public sealed class TopAccuracy(int k, int classes) : Metric
{
    static readonly Setting<int> likeliest = new("k", "how many of the likeliest classes", Notations.Whole(1, 1000), 5);
    internal static readonly Choice<MetricMaker> ByName = new("top", "share of examples whose class is among the k likeliest",
        at => targets => new TopAccuracy(at.Get(likeliest), ClassesOf(targets, "top-k accuracy").Count), likeliest);

    readonly int k = k >= 1 && k < classes ? k
        : throw new ArgumentException($"top:{k} of {classes} classes counts every answer as right: take a k from 1 to {classes - 1}, or leave it out.");
    long right, counted;

    /// <inheritdoc/>
    public override IEnumerable<Measure> Measures => [Measure.Share($"top_{k}_accuracy", (double)right / counted) with { Title = $"top {k}" }];

    /// <inheritdoc/>
    public override void Add(Answers answers)
    {
        int outputs = answers.Output.Shape[^1];
        float[] scores = answers.Output.ToArray<float>();
        ReadOnlySpan<int> labels = answers.Batch.Targets.Integers;
        counted += Predictions.Counted(labels);
        for (int row = 0; row < labels.Length; row++)
            if (labels[row] >= 0 && (outputs == 1 ? answers.Predicted[row] == labels[row] : Rank(scores.AsSpan(row * outputs, outputs), labels[row]) < k)) right++;
    }

    // How many come before a class: all that are not surely behind it, so that a NaN is first, but for the class that has it.
    static int Rank(ReadOnlySpan<float> scores, int label)
    {
        int before = 0;
        for (int other = 0; other < scores.Length; other++) if (!(scores[other] < scores[label] || scores[other] == scores[label] && other >= label)) before++;
        return before;
    }
}
