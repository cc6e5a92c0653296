namespace Nabla.Runs;

/// <summary>Kinds of events. Readers skip kinds that they do not know. Fields of each: see <see cref="RunField"/>.</summary>
public static class RunKind
{
    /// <summary>One training step: <c>loss</c>; where known <c>accuracy rate gradient_norm samples_per_second epoch</c>.</summary>
    public const string Step = "step";

    /// <summary>A pass over a split: <c>split loss</c>; where known <c>accuracy confusion classes</c>.</summary>
    public const string Evaluation = "evaluation";

    /// <summary>Words for the reader: <c>text</c>.</summary>
    public const string Note = "note";
}
