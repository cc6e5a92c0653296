namespace Nabla.Runs;

/// <summary>Kinds of events. Readers skip kinds that they do not know. Fields of each: see <see cref="RunField"/>.</summary>
public static class RunKind
{
    /// <summary>One training step: <c>loss</c>; where known <c>rate gradient_norm samples_per_second epoch</c>, and a measure by its name.</summary>
    public const string Step = "step";

    /// <summary>A pass over a split: <c>split loss</c>, measures by their names; where known <c>shares confusion classes</c>.</summary>
    public const string Evaluation = "evaluation";

    /// <summary>Words for the reader: <c>text</c>.</summary>
    public const string Note = "note";
}
