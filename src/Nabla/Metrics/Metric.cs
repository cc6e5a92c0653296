namespace Nabla.Metrics;

/// <summary>Adds up how well a model answers, batch after batch, and says it in measures. One for each time that a set is judged.</summary>
public abstract class Metric
{
    /// <summary>Counts a batch.</summary>
    public abstract void Add(Answers answers);

    /// <summary>What it has come to.</summary>
    public abstract IEnumerable<Measure> Measures { get; }

    /// <summary>Which class was taken for which, where that is counted.</summary>
    public virtual Confusion? Confusion => null;

    /// <summary>How much was judged, by name, where the measures are means over other things than examples: tokens, characters, bytes.</summary>
    public virtual IReadOnlyList<(string Name, long Count)> Counts => [];
}
