namespace Nabla.Metrics;

/// <summary>The share of examples whose class is among the k likeliest (Russakovsky et al. 2015, arXiv:1409.0575, section 4.1); of equally likely ones the first counts.</summary>
/// <param name="k">How many of the likeliest.</param>
/// <param name="classes">How many classes there are.</param>
public sealed class TopAccuracy(int k, int classes) : Metric
{
    static readonly Setting<int> likeliest = new("k", "how many of the likeliest classes", Notations.Whole(1, 1000), 5);
    internal static readonly Choice<MetricMaker> ByName = new("top", "share of examples whose class is among the k likeliest",
        at => targets => new TopAccuracy(at.Get(likeliest), ClassesOf(targets, "top-k accuracy").Count), likeliest);

    long right, counted;

    /// <inheritdoc/>
    public override IEnumerable<Measure> Measures => [Measure.Share($"top_{k}_accuracy", (double)right / counted) with { Title = $"top {k}" }];

    /// <inheritdoc/>
    public override void Add(Answers answers)
    {
        int outputs = answers.Output.Shape[^1];
        if (outputs == 1) throw new ArgumentException($"top-k accuracy needs an output for each of the {classes} classes, the model has one: leave it out, or use cross-entropy.");
        float[] scores = answers.Output.ToArray<float>();
        ReadOnlySpan<int> labels = answers.Batch.Targets.Integers;
        for (int row = 0; row < labels.Length; row++)
        {
            ReadOnlySpan<float> own = scores.AsSpan(row * outputs, outputs);
            float score = own[labels[row]];
            int before = 0;
            for (int other = 0; other < outputs; other++) if (own[other] > score || own[other] == score && other < labels[row]) before++;
            if (before < k) right++;
        }
        counted += labels.Length;
    }
}
