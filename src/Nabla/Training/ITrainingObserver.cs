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
    void Note(NoteKind kind, string text) { }

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
/// <param name="Score">The share of the batch answered right, where the task has one.</param>
/// <param name="LearningRate">The rate of this update.</param>
/// <param name="GradientNorm">The global norm of the gradient, before clipping.</param>
/// <param name="SamplesPerSecond">Examples a second, over the updates of the last second or two.</param>
/// <param name="Seconds">Time since the run began, earlier sittings included.</param>
public readonly record struct StepReport(long Step, double Epoch, double Loss, Measure? Score, double LearningRate, double GradientNorm, double SamplesPerSecond, double Seconds);

/// <summary>The model judged on a split.</summary>
/// <param name="Step">Updates made.</param>
/// <param name="Split">train, validation or test.</param>
/// <param name="Judged">What it came to.</param>
public sealed record EvaluationReport(long Step, string Split, Judgement Judged);

/// <summary>What something worth saying is about.</summary>
public enum NoteKind
{
    /// <summary>The data, and how it is used.</summary>
    Data,

    /// <summary>Why the run failed.</summary>
    Failed,
}
