using Nabla.Checkpoints;
using Nabla.Data;
using Nabla.Features;
using Nabla.Losses;
using Nabla.Memory;
using Nabla.Metrics;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Tensors;
using Nabla.Training;

namespace Nabla.Experiments;

/// <summary>A model that was trained and saved, ready to predict.</summary>
public sealed class TrainedModel
{
    const int BatchSize = 500;

    readonly Pipeline pipeline;
    readonly TargetScaling targets;
    readonly Field features;

    TrainedModel(Module model, Loss loss, Field input, Pipeline pipeline, Field features, TargetScaling targets, Field target) =>
        (Model, Loss, Input, this.pipeline, this.features, this.targets, Target) = (model, loss, input, pipeline, features, targets, target);

    /// <summary>The network.</summary>
    public Module Model { get; }

    /// <summary>What it was trained to make small.</summary>
    public Loss Loss { get; }

    /// <summary>What it reads, before preprocessing.</summary>
    public Field Input { get; }

    /// <summary>What it says.</summary>
    public Field Target { get; }

    /// <summary>Reads the weights that a run saved.</summary>
    /// <param name="path">The file <c>model.safetensors</c>.</param>
    /// <param name="recipe">The recipe of the run.</param>
    /// <exception cref="CheckpointException">The file is missing, damaged, or does not fit the recipe.</exception>
    public static TrainedModel Load(string path, Recipe recipe)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        if (!file.Metadata.TryGetValue("input", out string? input) || !file.Metadata.TryGetValue("features", out string? features) || !file.Metadata.TryGetValue("target", out string? target))
            throw new CheckpointException(path, "it does not say what its inputs and outputs are", "use the model.safetensors of a run of nabla train");
        try
        {
            Field reads = FieldText.Read(features), says = FieldText.Read(target);
            Module model = TrainingPlan.CreateModel(recipe, reads, says);
            foreach (ModuleBuffer buffer in model.Buffers.Where(buffer => buffer.IsOfAnyLength)) buffer.Resize(file[buffer.Path].Shape);
            StateFile.Read(file, model.State);
            (model as ICountingModel)?.CheckCounts();
            return new TrainedModel(model, TrainingPlan.CreateLoss(recipe, says), FieldText.Read(input), PipelineState.Load(file), reads, PipelineState.LoadTargets(file), says);
        }
        catch (Exception error) when (error is FormatException or DataException)
        {
            throw new CheckpointException(path, error.Message, "use the recipe and file of one run", error);
        }
    }

    /// <summary>Probabilities of the classes, or the predicted values, of some inputs.</summary>
    /// <param name="inputs">The inputs' numbers, one input after the other.</param>
    /// <returns>One row for each input.</returns>
    /// <exception cref="ArgumentException">The numbers do not make up whole inputs.</exception>
    public float[][] Predict(ReadOnlySpan<float> inputs)
    {
        if (inputs.Length % Input.Size != 0) throw new ArgumentException($"Predict: the model reads {Input}, {Input.Size} numbers each; got {inputs.Length}.");
        int count = inputs.Length / Input.Size;
        Tensor batch = Tensor.From(pipeline.Apply(inputs, count, Input.Size), [count, .. features.Shape]);
        Tensor rows = Scope.Run(() => Probabilities(Model.Call(batch)));
        float[] numbers = targets.IsNone ? rows.ToArray<float>() : targets.Undo(rows.ToArray<float>(), count, rows.Shape[^1]);
        return [.. numbers.Chunk(rows.Shape[^1])];
    }

    /// <summary>Probabilities of the classes of some sequences.</summary>
    /// <param name="tokens">The sequences' tokens, one after the other, each filled up to the places that the model reads.</param>
    /// <returns>One row for each sequence.</returns>
    /// <exception cref="ArgumentException">The tokens do not make up whole sequences.</exception>
    public float[][] PredictTokens(ReadOnlySpan<int> tokens)
    {
        if (tokens.Length % Input.Size != 0) throw new ArgumentException($"PredictTokens: the model reads {Input}, {Input.Size} tokens each; got {tokens.Length}.");
        Tensor batch = Tensor.From(tokens, [tokens.Length / Input.Size, .. Input.Shape]);
        Tensor rows = Scope.Run(() => Probabilities(Model.Call(batch)));
        return [.. rows.ToArray<float>().Chunk(rows.Shape[^1])];
    }

    /// <summary>The mean loss on a set, as in training (of targets in units of their deviation, where the recipe scales them), and how right the answers are.</summary>
    public Judgement Evaluate(Dataset dataset, CancellationToken stop = default) => new Evaluator(Model, Loss).Run(targets.On(pipeline.On(dataset)), stop);

    /// <summary>How far predicted numbers are from the true ones, in the units of the data.</summary>
    /// <param name="dataset">Examples with numbers to predict; it has an end.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="InvalidOperationException">The model tells classes apart.</exception>
    public RegressionErrors Errors(Dataset dataset, CancellationToken stop = default)
    {
        if (Target.IsClass) throw new InvalidOperationException($"Errors: the model says {Target}: read the confusion table of Evaluate instead.");
        var errors = new RegressionErrors(Target.Size);
        using Loader loader = Loader.Once(dataset, BatchSize);
        while (loader.MoveNext())
        {
            stop.ThrowIfCancellationRequested();
            float[][] predicted = Predict(loader.Current.Inputs.Floats);
            for (int i = 0; i < predicted.Length; i++) errors.Add(loader.Current.Targets.Floats.Slice(i * Target.Size, Target.Size), predicted[i]);
        }
        return errors;
    }

    // A single output judges two classes by its sign; σ turns it into the probability of the second (for logistic regression exactly that).
    Tensor Probabilities(Tensor output)
    {
        if (!Target.IsClass) return output.Flatten();
        if (output.Shape[^1] > 1) return output.Softmax();
        Tensor second = output.Sigmoid();
        return Tensor.Concatenate([1 - second, second], 1);
    }
}
