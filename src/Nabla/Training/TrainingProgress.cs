using Nabla.Schedules;

namespace Nabla.Training;

/// <summary>Where a run stands, apart from weights and optimizer: all of it goes into a checkpoint.</summary>
public sealed record TrainingProgress
{
    /// <summary>Updates made. The place in the data follows from it.</summary>
    public long Step { get; init; }

    /// <summary>Examples that the updates saw.</summary>
    public long Samples { get; init; }

    /// <summary>Seconds of training so far.</summary>
    public double Seconds { get; init; }

    /// <summary>The least loss at an evaluation; infinite before the first.</summary>
    public double BestLoss { get; init; } = double.PositiveInfinity;

    /// <summary>Evaluations since <see cref="BestLoss"/>.</summary>
    public int Waited { get; init; }

    /// <summary>The moving mean of the training loss, over about the last fifty updates; NaN before the first.</summary>
    public double TrainLoss { get; init; } = double.NaN;

    /// <summary>What a schedule that listens to evaluations has heard.</summary>
    public PlateauState? Plateau { get; init; }

    /// <summary>After one more update with a loss.</summary>
    internal TrainingProgress After(double loss, long samples) => this with
    {
        Step = Step + 1,
        Samples = Samples + samples,
        TrainLoss = double.IsNaN(TrainLoss) ? loss : TrainLoss + (loss - TrainLoss) / Math.Min(Step + 1, 50),
    };

    /// <summary>After an evaluation.</summary>
    internal TrainingProgress Judged(double loss) => loss < BestLoss ? this with { BestLoss = loss, Waited = 0 } : this with { Waited = Waited + 1 };
}
