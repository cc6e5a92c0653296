namespace Nabla.Training;

/// <summary>A trained model as one safetensors file: the weights by their paths, what preprocessing was fitted to, and in the header what a
/// prediction needs to know (<see cref="ModelHeader"/>).</summary>
public static class ModelFile
{
    internal static void Write(string path, TrainedModel trained, IReadOnlyDictionary<string, string>? notes)
    {
        var metadata = new Dictionary<string, string>(notes ?? new Dictionary<string, string>())
        {
            [ModelHeader.VersionKey] = ModelHeader.Version, [ModelHeader.Key] = ModelHeader.Write(trained)
        };
        if (trained.Tokenizer is { } tokenizer) metadata[ModelHeader.TokenizerKey] = tokenizer.ToJson();
        StateFile.Write(path, [.. trained.Model.State, .. PipelineState.State(trained.Pipeline, trained.Task.Scaling)], metadata);
    }

    /// <param name="path">The file.</param>
    /// <param name="network">The network, by the header and its task. A program that brings its own needs no code of any other.</param>
    /// <param name="task">The task; null: the one that the file names.</param>
    internal static TrainedModel Read(string path, Func<ModelHeader, LearningTask, Module> network, LearningTask? task = null)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        try
        {
            ModelHeader header = ModelHeader.Read(file.Metadata)
                ?? throw new CheckpointException(path, "it does not say what its inputs and outputs are",
                    "use a file that a training run or TrainedModel.Save wrote");
            LearningTask learnt = task ?? header.Task();
            return Read(file, network(header, learnt), learnt, header.Inputs, header.Name, header.Options);
        }
        catch (Exception error) when (error is FormatException or DataException or JsonException or InvalidOperationException or KeyNotFoundException
            or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new CheckpointException(path, error is FormatException or DataException ? error.Message
                : $"the description of the model is damaged ({error.Message})",
                "use a file that a training run or TrainedModel.Save wrote, of this version", error);
        }
    }

    /// <summary>A model whose weights and preprocessing are in a file.</summary>
    public static TrainedModel Read(SafetensorsFile file, Module model, LearningTask task, IReadOnlyList<Field> inputs, string? name, ModelOptions options)
    {
        foreach (ModuleBuffer buffer in model.Buffers.Where(buffer => buffer.IsOfAnyLength)) buffer.Resize(file[buffer.Path].Shape);
        StateFile.Begin(file, model.Parameters);
        StateFile.Read(file, model.Buffers.Select(buffer => (buffer.Path, buffer.Value)));
        (model as ICountingModel)?.CheckCounts();
        task.Scaling = PipelineState.LoadTargets(file, model);
        return new TrainedModel(model, task, PipelineState.Load(file, model), inputs) { Name = name, Options = options };
    }
}
