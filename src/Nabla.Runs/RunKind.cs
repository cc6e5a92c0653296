namespace Nabla.Runs;

/// <summary>Kinds of events. Readers skip kinds that they do not know. Fields of each: see <see cref="RunField"/>.</summary>
public static class RunKind
{
    /// <summary>One training step: <c>loss</c>; where known <c>accuracy rate gradient_norm samples_per_second epoch</c>.</summary>
    public const string Step = "step";

    /// <summary>A pass over a split: <c>split loss</c>; where known <c>accuracy confusion classes</c>.</summary>
    public const string Evaluation = "evaluation";

    /// <summary>A layer at a step: <c>path</c>; where known <c>gradient_norm weight_norm update_ratio activation_mean
    /// activation_deviation activation_zeros activation_saturated</c>.</summary>
    public const string Layer = "layer";

    /// <summary>A judgement: <c>rule severity text evidence cause remedy command</c>.</summary>
    public const string Verdict = "verdict";

    /// <summary>Words for the reader: <c>text</c>.</summary>
    public const string Note = "note";

    /// <summary>An example worth seeing, usually a mistake: <c>truth predicted probability index</c>, and either
    /// <c>width height channels pixels</c> or <c>text</c>.</summary>
    public const string Sample = "sample";
}
