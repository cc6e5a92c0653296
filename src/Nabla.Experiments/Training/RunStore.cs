namespace Nabla.Experiments;

/// <summary>Keeps checkpoints and the model in a run folder. A checkpoint is one file, <c>checkpoint/step-N.safetensors</c>: written in full or not
/// at all, so a crash at any instant leaves the one before.</summary>
/// <param name="folder">The run.</param>
/// <param name="trained">The model, with all that predictions need.</param>
/// <param name="recipe">What the run is trained by.</param>
sealed class RunStore(RunFolder folder, TrainedModel trained, Recipe recipe) : ITrainingStore
{
    const string Prefix = "step-", Suffix = ".safetensors", DataKey = "data", RecipeKey = "recipe";

    // What a run may be resumed with otherwise: how long, how quickly, and what is kept on the way.
    static readonly string[] free = ["threads", "training.steps", "training.epochs", "training.checkpointEvery", "training.keepCheckpoints"];

    /// <summary>What tells the run's data from other data; null where nobody asks.</summary>
    public Lazy<string>? Data { get; init; }

    /// <inheritdoc/>
    public string LastCheckpoint => Steps().FirstOrDefault(-1) is var step and >= 0
        ? $"the last checkpoint is that of step {step} in {folder.Checkpoint}"
        : "there is no checkpoint yet";

    /// <inheritdoc/>
    public void SaveCheckpoint(Trainer trainer)
    {
        try { Directory.CreateDirectory(folder.Checkpoint); }
        catch (Exception error) when (FileException.IsFileError(error)) { throw FileException.From(error, "make the folder", folder.Checkpoint); }
        var metadata = CheckpointMetadata.Write(trainer.Progress, trainer.TrainStep.Optimizer.Steps, trainer.Average?.Updates ?? 0);
        metadata[RecipeKey] = RecipeText.Write(recipe);
        if (Data is not null) metadata[DataKey] = Data.Value;
        StateFile.Write(PathOf(trainer.Progress.Step), State(trainer), metadata);
        foreach (long old in Steps().Skip(recipe.KeepCheckpoints)) File.Delete(PathOf(old));
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

    /// <summary>For a run that counts, which has no checkpoints. Refuses to replace a model that was made of other data.</summary>
    /// <returns>That it begins anew.</returns>
    /// <exception cref="DataException">The data is not what the run was trained on.</exception>
    public IReadOnlyList<string> BeginAnew()
    {
        try
        {
            using SafetensorsFile? file = File.Exists(folder.Model) ? SafetensorsFile.Open(folder.Model) : null;
            if (file is not null) CheckData(file);
        }
        catch (CheckpointException) { } // damaged: it is made anew
        return [$"{folder.Path}: there is no checkpoint to go on from: the run begins anew."];
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
    /// <returns>What somebody should know: there was none, an older one had to do, or the recipe is no longer that of then.</returns>
    /// <exception cref="CheckpointException">There are checkpoints, but none is sound or fits the recipe.</exception>
    /// <exception cref="DataException">The data is not what the run was trained on.</exception>
    public IReadOnlyList<string> Restore(Trainer trainer)
    {
        AtomicFile.DiscardLeft(folder.Path, "*" + Suffix);
        CheckpointException? newest = null;
        foreach (long step in Steps())
        {
            try
            {
                string? changed = Restore(trainer, PathOf(step), step);
                string? older = newest is null ? null : $"{newest.File}: {newest.What}: the run goes on from the checkpoint before it, of step {step}.";
                return [.. new[] { older, changed }.OfType<string>()];
            }
            catch (CheckpointException damaged) { newest ??= damaged; }
        }
        return newest is null ? BeginAnew() : throw newest;
    }

    string? Restore(Trainer trainer, string path, long step)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        CheckData(file);
        var (progress, optimizerSteps, averageUpdates) = CheckpointMetadata.Read(path, file.Metadata, step);
        if (step > trainer.Options.Steps)
            throw new CheckpointException(path, $"it is of step {step}, and by the recipe the run ends after step {trainer.Options.Steps}", $"resume with --steps {step} or more");
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
        return file.Metadata.TryGetValue(RecipeKey, out string? then) ? ChangeSince(then) : null;
    }

    string? ChangeSince(string text)
    {
        try
        {
            Recipe then = RecipeFile.Parse(text, RecipeKey, Recipe.Standard);
            var changed = RecipeFields.Differences(then, recipe).Where(field => !free.Contains(field.Path));
            string changes = string.Join(", ", changed.Select(field => $"{field.Path} was {field.Get(then)} and is {field.Get(recipe)}"));
            return changes.Length == 0 ? null : $"{folder.Recipe} is no longer what the run was begun by: {changes}.";
        }
        catch (RecipeException) { return null; } // of a version whose fields mean something else
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
