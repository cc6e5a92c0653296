namespace Nabla.Reports;

/// <summary>What the training steps of a run reported: of each field the steps that have it, and their numbers, NaN where one was not finite.</summary>
sealed class StepHistory
{
    readonly Dictionary<string, (List<double> Steps, List<double> Values)> columns = [];

    public int Count { get; private set; }

    /// <summary>The last step; null before the first.</summary>
    public RunEvent? Last { get; private set; }

    /// <summary>The fields that have numbers.</summary>
    public IEnumerable<string> Fields => columns.Keys;

    /// <summary>The numbers of a field, and their steps.</summary>
    public (IReadOnlyList<double> Steps, IReadOnlyList<double> Values) this[string field] => columns.GetValueOrDefault(field, ([], []));

    /// <summary>True when any step has a finite number in this field.</summary>
    public bool Has(string field) => this[field].Values.Any(double.IsFinite);

    public void Add(RunEvent happened)
    {
        (Count, Last) = (Count + 1, happened);
        foreach (var (name, value) in happened)
        {
            if (value.Number is not { } number) continue;
            if (!columns.TryGetValue(name, out var column)) columns[name] = column = ([], []);
            column.Steps.Add(happened.Step);
            column.Values.Add(number);
        }
    }

    /// <summary>The first step whose loss is not finite, or null.</summary>
    public long? FirstBadStep => Has(RunField.Loss) && columns[RunField.Loss] is var (steps, values)
        && values.FindIndex(loss => !double.IsFinite(loss)) is >= 0 and var index ? (long)steps[index] : null;
}
