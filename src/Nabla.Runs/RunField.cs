namespace Nabla.Runs;

/// <summary>Names of fields in events, as <c>events.jsonl</c> has them.</summary>
public static class RunField
{
    /// <summary>Loss, mean over the batch (step) or the split (evaluation), in nats for cross-entropy. Numbers.</summary>
    public const string Loss = "loss";

    /// <summary>Share of right answers, 0 to 1.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>exp(loss) of a language model: among how many equally likely tokens it would be as unsure.</summary>
    public const string Perplexity = "perplexity";

    /// <summary>Learning rate of this step.</summary>
    public const string Rate = "rate";

    /// <summary>Euclidean norm of the gradient, before clipping: of all parameters (step) or of one layer (layer).</summary>
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

    /// <summary>Path of a layer or parameter: "block2.norm.weight".</summary>
    public const string Path = "path";

    /// <summary>Euclidean norm of a layer's weights.</summary>
    public const string WeightNorm = "weight_norm";

    /// <summary>Norm of the last update over the norm of the weights.</summary>
    public const string UpdateRatio = "update_ratio";

    /// <summary>Mean of a layer's output.</summary>
    public const string ActivationMean = "activation_mean";

    /// <summary>Standard deviation of a layer's output.</summary>
    public const string ActivationDeviation = "activation_deviation";

    /// <summary>Share of zeros in a layer's output, 0 to 1 (dead ReLUs).</summary>
    public const string ActivationZeros = "activation_zeros";

    /// <summary>Share of a layer's output where the slope is below 1 % of its largest, 0 to 1.</summary>
    public const string ActivationSaturated = "activation_saturated";

    /// <summary>Words.</summary>
    public const string Text = "text";

    /// <summary>Name of the rule that judged.</summary>
    public const string Rule = "rule";

    /// <summary>"good", "info", "warning" or "error".</summary>
    public const string Severity = "severity";

    /// <summary>The numbers a verdict rests on, as words.</summary>
    public const string Evidence = "evidence";

    /// <summary>The likely cause.</summary>
    public const string Cause = "cause";

    /// <summary>What to try.</summary>
    public const string Remedy = "remedy";

    /// <summary>The command that tries it.</summary>
    public const string Command = "command";

    /// <summary>Name of the true class of a sample.</summary>
    public const string Truth = "truth";

    /// <summary>Name of the predicted class.</summary>
    public const string Predicted = "predicted";

    /// <summary>Probability that the model gave to its answer.</summary>
    public const string Probability = "probability";

    /// <summary>Place of a sample in its split.</summary>
    public const string Index = "index";

    /// <summary>Pixels a row.</summary>
    public const string Width = "width";

    /// <summary>Rows of pixels.</summary>
    public const string Height = "height";

    /// <summary>1 for grey, 3 for RGB.</summary>
    public const string Channels = "channels";

    /// <summary>Bytes in base64, planes [channel, row, column], 0 black to 255 white.</summary>
    public const string Pixels = "pixels";

    /// <summary>What could not be written as a number: "loss was NaN".</summary>
    public const string Note = "note";
}
