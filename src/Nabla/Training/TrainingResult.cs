namespace Nabla.Training;

/// <summary>How a training ended.</summary>
public enum TrainingStatus
{
    /// <summary>All steps were made.</summary>
    Done,

    /// <summary>There was no more progress.</summary>
    Early,

    /// <summary>It was asked to stop, and can be resumed.</summary>
    Stopped,

    /// <summary>Loss or gradient were no numbers any more.</summary>
    Failed,
}

/// <summary>What a training came to.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Steps">Updates made.</param>
/// <param name="Seconds">Time, earlier sittings included.</param>
/// <param name="SamplesPerSecond">Examples a second, earlier sittings included.</param>
/// <param name="TrainLoss">The mean training loss over the last steps.</param>
/// <param name="Parameters">Trained numbers.</param>
public sealed record TrainingResult(TrainingStatus Status, long Steps, double Seconds, double SamplesPerSecond, double TrainLoss, long Parameters)
{
    /// <summary>How good the weights that were saved are on the test split; null where that was not judged.</summary>
    public Judgement? Test { get; init; }

    /// <summary>The loss on the test split.</summary>
    public double? TestLoss => Test?.Loss;

    /// <summary>The share of right answers on the test split, where there are such.</summary>
    public double? TestAccuracy => Test?.Accuracy;
}
