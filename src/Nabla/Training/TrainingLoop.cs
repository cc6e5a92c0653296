namespace Nabla.Training;

/// <summary>A training from its first batch to its result: by updates (<see cref="Trainer"/>), or by counting (<see cref="CountingTraining"/>).</summary>
public abstract class TrainingLoop
{
    private protected TrainingLoop() { }

    /// <summary>Who is told.</summary>
    public IList<ITrainingObserver> Observers { get; } = [];

    /// <summary>Updates made, or batches counted.</summary>
    public abstract long Steps { get; }

    /// <summary>Trains to the end, or until asked to stop.</summary>
    /// <exception cref="TrainingException">Loss or gradient became NaN or infinite: the message names the first layer that produced it.</exception>
    public abstract TrainingResult Run(CancellationToken stop = default);

    private protected void Tell(Action<ITrainingObserver> what)
    {
        foreach (ITrainingObserver observer in Observers) what(observer);
    }

    private protected Judgement Announced(string split, Judgement judged)
    {
        Tell(o => o.Evaluation(new(Steps, split, judged)));
        return judged;
    }

    private protected TrainingResult Ended(TrainingResult result)
    {
        Tell(o => o.End(result));
        return result;
    }
}
