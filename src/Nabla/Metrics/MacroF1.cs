namespace Nabla.Metrics;

/// <summary>The mean over classes of F1 = 2·right/(said + there are), the harmonic mean of precision and recall: rare classes count as much as
/// frequent ones. Classes that are neither there nor said are left out, as scikit-learn does, and so are labels
/// of −1.</summary>
/// <param name="classes">How many classes there are.</param>
public sealed class MacroF1(int classes) : Metric
{
    internal static readonly Choice<MetricMaker> ByName = new("macro-f1", "mean F1 of the classes, rare ones like frequent ones",
        _ => targets => new MacroF1(ClassesOf(targets, "macro F1").Count));

    readonly long[] right = new long[classes], there = new long[classes], said = new long[classes];

    /// <inheritdoc/>
    public override IEnumerable<Measure> Measures => [new("macro_f1", Value) { Title = "macro F1", HigherIsBetter = true }];

    double Value => Enumerable.Range(0, classes)
        .Where(label => there[label] + said[label] > 0)
        .Select(label => 2.0 * right[label] / (there[label] + said[label]))
        .DefaultIfEmpty(double.NaN).Average();

    /// <inheritdoc/>
    public override void Add(Answers answers)
    {
        ReadOnlySpan<int> labels = answers.Batch.Targets.Integers;
        for (int row = 0; row < labels.Length; row++)
        {
            (int label, int answer) = (labels[row], answers.Predicted[row]);
            if (label < 0) continue;
            there[label]++;
            said[answer]++;
            if (label == answer) right[label]++;
        }
    }
}
