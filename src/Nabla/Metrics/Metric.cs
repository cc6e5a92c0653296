namespace Nabla.Metrics;

/// <summary>Adds up how well a model answers, batch after batch, and says it in measures. One for each time that a set is judged.</summary>
public abstract partial class Metric
{
    /// <summary>The metrics by name, which a recipe may ask for besides a task's own. Each is declared in its own file.</summary>
    [Collected("Measure")]
    public static partial Choices<Choice<MetricMaker>> Choices { get; }

    /// <summary>The classes that a target is one of.</summary>
    /// <exception cref="ArgumentException">The target is none of several classes.</exception>
    protected static IReadOnlyList<string> ClassesOf(IReadOnlyList<Field> targets, string metric) => targets is [LabelField label] ? label.ClassNames
        : throw new ArgumentException($"{metric} is of classes, but the data has {string.Join(" and ", targets)}.");

    /// <summary>Counts a batch.</summary>
    public abstract void Add(Answers answers);

    /// <summary>What it has come to.</summary>
    public abstract IEnumerable<Measure> Measures { get; }

    /// <summary>Which class was taken for which, where that is counted.</summary>
    public virtual Confusion? Confusion => null;

    /// <summary>How much was judged, by name, where the measures are means over other things than examples: tokens, characters, bytes.</summary>
    public virtual IReadOnlyList<(string Name, long Count)> Counts => [];
}
