using Nabla.Files;

namespace Nabla.Experiments;

/// <summary>Keeps checkpoints and the model in a run folder. A checkpoint is one file, <c>checkpoint/step-N.safetensors</c>: written in full or not
/// at all, so a crash at any instant leaves the one before.</summary>
/// <param name="folder">The run.</param>
/// <param name="trained">The model, with all that predictions need.</param>
/// <param name="keep">How many of the last checkpoints stay.</param>
sealed class RunStore(RunFolder folder, TrainedModel trained, int keep = 2) : ITrainingStore
{
    const string Prefix = "step-", Suffix = ".safetensors", DataKey = "data";

    /// <summary>What tells the run's data from other data; null where nobody asks.</summary>
    public Lazy<string>? Data { get; init; }

    /// <inheritdoc/>
    public string LastCheckpoint => Steps().FirstOrDefault(-1) is var step and >= 0
        ? $"the last checkpoint is that of step {step} in {folder.Checkpoint}"
        : "there is no checkpoint yet";

    /// <inheritdoc/>
    public void SaveCheckpoint(Trainer trainer)
    {
        try
        {
            Directory.CreateDirectory(folder.Checkpoint);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileException.From(error, "make the folder", folder.Checkpoint);
        }
        var metadata = CheckpointMetadata.Write(trainer.Progress, trainer.TrainStep.Optimizer.Steps, trainer.Average?.Updates ?? 0);
        if (Data is not null) metadata[DataKey] = Data.Value;
        StateFile.Write(PathOf(trainer.Progress.Step), State(trainer), metadata);
        foreach (long old in Steps().Skip(keep)) File.Delete(PathOf(old));
    }

    /// <inheritdoc/>
    public void SaveModel(Module model, long step)
    {
        var notes = new Dictionary<string, string> { ["step"] = step.ToString(CultureInfo.InvariantCulture) };
        if (Data is not null) notes[DataKey] = Data.Value;
        trained.Save(folder.Model, notes);
    }

    /// <summary>What told the data that a run's model was made of from other data; null where its file does not say.</summary>
    internal static string? DataOf(RunFolder folder)
    {
        using SafetensorsFile file = SafetensorsFile.Open(folder.Model);
        return file.Metadata.GetValueOrDefault(DataKey);
    }

    /// <summary>Refuses to replace a model that was made of other data, as a run that counts would, which has no checkpoints.</summary>
    /// <exception cref="DataException">The data is not what the run was trained on.</exception>
    internal void CheckModelData()
    {
        if (!File.Exists(folder.Model)) return;
        try
        {
            using SafetensorsFile file = SafetensorsFile.Open(folder.Model);
            CheckData(file);
        }
        catch (CheckpointException) { } // damaged: it is made anew
    }

    void CheckData(SafetensorsFile file)
    {
        if (Data is not null && file.Metadata.TryGetValue(DataKey, out string? began) && began != Data.Value)
            throw new DataException($"{folder.Path}: the data has changed since the run began (its fingerprint was {began}, now it is {Data.Value}): bring back the data of then, or train anew.");
    }

    /// <inheritdoc/>
    public void LoadModel(Module model)
    {
        using SafetensorsFile file = SafetensorsFile.Open(folder.Model);
        StateFile.Read(file, model.State);
    }

    /// <summary>Brings a trainer to where the newest sound checkpoint stands.</summary>
    /// <returns>False if there is no checkpoint: the run begins anew.</returns>
    /// <exception cref="CheckpointException">There are checkpoints, but none is sound or fits the recipe.</exception>
    /// <exception cref="DataException">The data is not what the run was trained on.</exception>
    public bool Restore(Trainer trainer)
    {
        CheckpointException? newest = null;
        foreach (long step in Steps())
        {
            try
            {
                Restore(trainer, PathOf(step));
                return true;
            }
            catch (CheckpointException damaged)
            {
                newest ??= damaged;
            }
        }
        return newest is null ? false : throw newest;
    }

    void Restore(Trainer trainer, string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        CheckData(file);
        var (progress, optimizerSteps, averageUpdates) = CheckpointMetadata.Read(path, file.Metadata);
        List<(string, Tensor)> Read(IEnumerable<(string Name, Tensor Value)> like)
        {
            List<(string Name, Tensor Value)> copies = [.. like.Select(each => (each.Name, Tensor.Zeros(each.Value.Shape, each.Value.DataType)))];
            StateFile.Read(file, copies);
            return copies;
        }
        var optimizerState = Read(trainer.TrainStep.Optimizer.State);
        var averageState = trainer.Average is null ? [] : Read(trainer.Average.State);
        StateFile.Read(file, trainer.TrainStep.Model.State);
        trainer.TrainStep.Optimizer.Restore(optimizerSteps, optimizerState);
        trainer.Average?.Restore(averageUpdates, averageState);
        trainer.Resume(progress);
    }

    static IEnumerable<(string Name, Tensor Value)> State(Trainer trainer) =>
        [.. trainer.TrainStep.Model.State, .. trainer.TrainStep.Optimizer.State, .. trainer.Average?.State ?? []];

    string PathOf(long step) => Path.Combine(folder.Checkpoint, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{step:D9}{Suffix}"));

    // Newest first. Names that are not ours are left alone.
    IEnumerable<long> Steps()
    {
        if (!Directory.Exists(folder.Checkpoint)) return [];
        return Directory.EnumerateFiles(folder.Checkpoint, $"{Prefix}*{Suffix}")
            .Select(file => Path.GetFileName(file)[Prefix.Length..^Suffix.Length])
            .Select(digits => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long step) ? step : -1)
            .Where(step => step >= 0).OrderDescending().ToList();
    }
}
