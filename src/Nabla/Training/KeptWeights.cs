using Nabla.Optimizers;

namespace Nabla.Training;

/// <summary>The weights that count when a training is over, with the running statistics beside them: those saved last in a store, else the best so far
/// in memory. Where there is an average, they are its weights.</summary>
sealed class KeptWeights(TrainStep step, ITrainingStore? store, ExponentialMovingAverage? average)
{
    Snapshot? best;

    /// <summary>Whether there are any to go back to.</summary>
    public bool CanBring => store is not null || best is not null;

    /// <summary>Writes the weights as they stand to the store, if there is one.</summary>
    public void Save(long at)
    {
        if (store is not null) UnderAverage(() => store.SaveModel(step.Model, at));
    }

    /// <summary>The weights as they stand are the best so far.</summary>
    public void Keep(long at)
    {
        Save(at);
        if (store is null) UnderAverage(() => best = (best ?? Room()).Take());
    }

    /// <summary>Room for the weights and running statistics as they stand.</summary>
    public Snapshot Room() => new([step.Optimizer.Arena.Values, .. step.Model.Buffers.Select(buffer => buffer.Value)]);

    /// <summary>Has the model hold what was kept.</summary>
    public void Bring()
    {
        if (store is not null) store.LoadModel(step.Model);
        else best!.Restore();
    }

    void UnderAverage(Action act)
    {
        if (average is null) act();
        else average.Evaluate(() => { act(); return true; });
    }
}
