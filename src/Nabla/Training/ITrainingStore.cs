namespace Nabla.Training;

/// <summary>Where a trainer keeps what must outlive it.</summary>
public interface ITrainingStore
{
    /// <summary>Writes all that resuming needs.</summary>
    void SaveCheckpoint(Trainer trainer);

    /// <summary>Writes the weights that count.</summary>
    void SaveModel(Trainer trainer);

    /// <summary>Brings the weights that were saved last back into the model.</summary>
    void LoadModel(Trainer trainer);

    /// <summary>Says where the last checkpoint is and of which step, or that there is none.</summary>
    string LastCheckpoint { get; }
}
