namespace Nabla.Runs;

/// <summary>Names of fields in events, as <c>events.jsonl</c> has them.</summary>
public static class RunField
{
    /// <summary>Loss, mean over the batch (step) or the split (evaluation), in nats for cross-entropy. Numbers.</summary>
    public const string Loss = "loss";

    /// <summary>Names of the measures beside it that are shares, from 0 to 1, and read in percent.</summary>
    public const string Shares = "shares";

    /// <summary>Learning rate of this step.</summary>
    public const string Rate = "rate";

    /// <summary>Euclidean norm of the gradient, before clipping, of all parameters.</summary>
    public const string GradientNorm = "gradient_norm";

    /// <summary>Examples per second, lately.</summary>
    public const string SamplesPerSecond = "samples_per_second";

    /// <summary>Passes over the training data so far, with fraction.</summary>
    public const string Epoch = "epoch";

    /// <summary>"train", "test" or "validation".</summary>
    public const string Split = "split";

    /// <summary>Counts [true class][predicted class], an array of arrays.</summary>
    public const string Confusion = "confusion";

    /// <summary>Names of the classes, in order.</summary>
    public const string Classes = "classes";

    /// <summary>Words.</summary>
    public const string Text = "text";

    /// <summary>Name of the rule that judged.</summary>
    public const string Rule = "rule";

    /// <summary>What could not be written as a number: "loss was NaN".</summary>
    public const string Note = "note";
}
