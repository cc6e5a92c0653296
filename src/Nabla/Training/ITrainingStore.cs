namespace Nabla.Training;

/// <summary>Where a training keeps what must outlive it.</summary>
public interface ITrainingStore
{
    /// <summary>Writes all that resuming needs.</summary>
    void SaveCheckpoint(Trainer trainer);

    /// <summary>Writes a model as it stands.</summary>
    void SaveModel(Module model, long step);

    /// <summary>Brings the weights that were saved last back into the model.</summary>
    void LoadModel(Module model);

    /// <summary>Says where the last checkpoint is and of which step, or that there is none.</summary>
    string LastCheckpoint { get; }
}
