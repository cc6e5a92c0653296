namespace Nabla.Metrics;

/// <summary>What judging a model on a set came to.</summary>
/// <param name="Loss">The mean loss over all targets that count.</param>
/// <param name="Measures">How well it answers, the most telling first.</param>
public sealed record Judgement(double Loss, IReadOnlyList<Measure> Measures)
{
    /// <summary>Which class was taken for which, where a target is one class.</summary>
    public Confusion? Confusion { get; init; }

    /// <summary>How many targets counted: examples, or the tokens of sequences that are not left out (−1).</summary>
    public long Counted { get; init; }

    /// <summary>How much was judged, by name, where measures are means over other things than examples.</summary>
    public IReadOnlyList<(string Name, long Count)> Counts { get; init; } = [];

    /// <summary>A measure by its name; null where it was not taken.</summary>
    public double? this[string name] => Measures.FirstOrDefault(measure => measure.Name == name) is { Name: not null } found ? found.Value : null;

    /// <summary>The share of right answers, where there are such.</summary>
    public double? Accuracy => this["accuracy"];
}
