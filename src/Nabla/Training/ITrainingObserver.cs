namespace Nabla.Training;

/// <summary>Sees a training run as it happens: the console, the run folder, a diagnosis. It changes nothing.</summary>
public interface ITrainingObserver
{
    /// <summary>The run begins, or goes on.</summary>
    void Start(TrainingStart start) { }

    /// <summary>One update has been made.</summary>
    void Step(in StepReport report) { }

    /// <summary>The model has been judged on a split.</summary>
    void Evaluation(EvaluationReport report) { }

    /// <summary>A checkpoint is about to be written: what was told before it will not be told again.</summary>
    void Saving() { }

    /// <summary>Something worth saying: a checkpoint, an early stop, a number that is not finite.</summary>
    void Note(string kind, string text) { }

    /// <summary>The run has ended.</summary>
    void End(TrainingResult result) { }
}

/// <summary>What is about to be trained.</summary>
/// <param name="Model">The model's name and sizes.</param>
/// <param name="Data">The data set's name.</param>
/// <param name="Parameters">Trained numbers.</param>
/// <param name="Steps">Updates of the whole run.</param>
/// <param name="FirstStep">Updates made already, if the run is resumed.</param>
/// <param name="StepsPerEpoch">Updates in one pass over the training set; 0 for an endless one.</param>
public sealed record TrainingStart(string Model, string Data, long Parameters, long Steps, long FirstStep, double StepsPerEpoch);

/// <summary>One update.</summary>
/// <param name="Step">Updates made, this one included.</param>
/// <param name="Epoch">Passes over the training set so far; 0 for an endless one.</param>
/// <param name="Loss">The mean loss of the batch, before the update.</param>
/// <param name="Accuracy">The share of the batch predicted right, for classifiers.</param>
/// <param name="LearningRate">The rate of this update.</param>
/// <param name="GradientNorm">The global norm of the gradient, before clipping.</param>
/// <param name="SamplesPerSecond">Examples a second, over the last steps.</param>
/// <param name="Seconds">Time since the run began, earlier sittings included.</param>
public readonly record struct StepReport(long Step, double Epoch, double Loss, double? Accuracy, double LearningRate, double GradientNorm, double SamplesPerSecond, double Seconds);

/// <summary>The model judged on a split.</summary>
/// <param name="Step">Updates made.</param>
/// <param name="Split">train, validation or test.</param>
/// <param name="Loss">The mean loss.</param>
/// <param name="Accuracy">The share predicted right, for classifiers; of sequences that become others, those right as a whole.</param>
/// <param name="Confusion">Counts by true class (row) and predicted class (column), for classifiers.</param>
public sealed record EvaluationReport(long Step, string Split, double Loss, double? Accuracy, int[,]? Confusion)
{
    /// <summary>exp(nats), for language models.</summary>
    public double? Perplexity { get; init; }

    /// <summary>What a judgement on a split is as a report.</summary>
    internal static EvaluationReport Of(long step, string split, Judgement judged) =>
        new(step, split, judged.Loss, judged.Accuracy, judged.Confusion is { HasTable: true } table ? table.ToArray() : null) { Perplexity = judged.Perplexity };
}

/// <summary>How a run ended.</summary>
/// <param name="Status">done, stopped (asked to), early (no more progress) or failed.</param>
/// <param name="Steps">Updates made.</param>
/// <param name="Seconds">Time, earlier sittings included.</param>
/// <param name="SamplesPerSecond">Examples a second, earlier sittings included.</param>
/// <param name="TrainLoss">The mean training loss over the last steps.</param>
/// <param name="TestLoss">The loss on the test split, of the weights that were saved.</param>
/// <param name="TestAccuracy">The accuracy on the test split, for classifiers.</param>
/// <param name="Parameters">Trained numbers.</param>
public sealed record TrainingResult(string Status, long Steps, double Seconds, double SamplesPerSecond, double TrainLoss, double? TestLoss, double? TestAccuracy, long Parameters)
{
    /// <summary>Of language models, the mean −log p of a token of the test split, in nats: the loss, but for its smoothing.</summary>
    public double? TestNats { get; init; }

    /// <summary>The perplexity on the test split, exp(nats), for language models.</summary>
    public double? TestPerplexity => TestNats is { } nats ? Math.Exp(nats) : null;
}
