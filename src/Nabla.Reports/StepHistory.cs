namespace Nabla.Reports;

/// <summary>What the training steps of a run reported, as columns; NaN where a step has no such number.</summary>
sealed class StepHistory
{
    static readonly string[] Names =
        [RunField.Loss, RunField.Accuracy, RunField.Rate, RunField.GradientNorm, RunField.SamplesPerSecond, RunField.Epoch];

    readonly List<double> steps = [], seconds = [];
    readonly Dictionary<string, List<double>> columns = Names.ToDictionary(name => name, _ => new List<double>());

    public int Count => steps.Count;

    public IReadOnlyList<double> Steps => steps;

    public IReadOnlyList<double> Seconds => seconds;

    /// <summary>The column of one of the fields that steps have.</summary>
    public IReadOnlyList<double> this[string field] => columns[field];

    /// <summary>True when any step has a finite number in this field.</summary>
    public bool Has(string field) => columns[field].Exists(double.IsFinite);

    public void Add(RunEvent happened)
    {
        steps.Add(happened.Step);
        seconds.Add(happened.Seconds);
        foreach (string name in Names) columns[name].Add(happened.Number(name) ?? double.NaN);
    }

    /// <summary>The first step whose loss is not finite, or null.</summary>
    public long? FirstBadStep
    {
        get
        {
            int index = Has(RunField.Loss) ? columns[RunField.Loss].FindIndex(loss => !double.IsFinite(loss)) : -1;
            return index < 0 ? null : (long)steps[index];
        }
    }
}
