using Nabla.Data;
using Nabla.Data.Samplers;
using Nabla.Initializers;
using Nabla.Losses;
using Nabla.Models;
using Nabla.Modules;
using Nabla.Optimizers;
using Nabla.Parameters;
using Nabla.Pretrained;
using Nabla.Schedules;
using Nabla.Tensors;
using Nabla.Training;

namespace Nabla.Experiments;

/// <summary>What a recipe comes to on given data: turns words into objects, and says what does not fit.</summary>
public sealed class TrainingPlan
{
    // Of a small set, so many epochs would be a handful of updates.
    const int UsualEpochs = 8, LeastSteps = 1000;

    readonly Recipe recipe;

    /// <summary>Reads a recipe for data that has been split and preprocessed.</summary>
    public TrainingPlan(Recipe recipe, DataSplit data)
    {
        this.recipe = recipe;
        Data = data;
        Model = CreateModel(recipe, data.Train.Input, data.Train.Target);
        if (recipe.From is { } folder) BeginFrom(folder, Model);
        Loss = CreateLoss(recipe, data.Train.Target);
    }

    /// <summary>What is learnt from and judged on.</summary>
    public DataSplit Data { get; }

    /// <summary>The network, untrained.</summary>
    public Module Model { get; }

    /// <summary>What is made small.</summary>
    public Loss Loss { get; }

    /// <summary>The network that a recipe names, for examples of given fields.</summary>
    /// <exception cref="FormatException">A name is unknown, sizes are off, or the model is for other data.</exception>
    public static Module CreateModel(Recipe recipe, Field input, Field target) =>
        ModelCatalog.Create(recipe.Model, TaskOf(recipe, input, target), OptionsOf(recipe), Rng.FromSeed(recipe.Seed));

    static void BeginFrom(string folder, Module model)
    {
        try
        {
            new Gpt2Folder(folder).ReadInto(model as Gpt ?? throw new ArgumentException("the model is no GPT-2."));
        }
        catch (ArgumentException error)
        {
            throw new FormatException($"model.from: {error.Message} Use --model gpt2 with the sizes, window and tokenizer of the folder.", error);
        }
    }

    static ModelOptions OptionsOf(Recipe recipe) => new()
    {
        Activation = recipe.Activation,
        Dropout = recipe.Dropout,
        Norm = recipe.Norm,
        PreNorm = recipe.PreNorm,
        Initializer = recipe.Initializer is { } initializer ? Initializer.Parse(initializer) : null,
        Bias = recipe.Bias,
        Positions = recipe.Positions,
        Tied = recipe.Tied,
        KeyValueHeads = recipe.KeyValueHeads,
        Embedding = recipe.Embedding,
        RecomputeEvery = recipe.RecomputeEvery ?? 0,
        Smoothing = recipe.CountSmoothing,
        Said = recipe.Said,
    };

    static ModelTask TaskOf(Recipe recipe, Field input, Field target)
    {
        int outputs = OutputsOf(recipe, target), vocabulary = input.ClassNames.Count, padding = input.Padding ?? -1;
        return (input.IsClass, input.Shape.Rank, target.IsClass ? target.Shape.Rank : 0) switch
        {
            (false, _, _) => ModelTask.Numbers(input.Shape, outputs),
            (_, 1, 1) when Says(input, target) && input.Shape[0] == target.Shape[0] => ModelTask.Language(input.Shape[0], vocabulary, padding),
            (_, 2, 1) when Says(input, target) && input.Shape[0] == 2 => ModelTask.Translation(input.Shape[1], target.Shape[0], vocabulary, padding),
            (_, 1, 0) => ModelTask.Sequence(input.Shape[0], vocabulary, outputs, padding),
            _ => throw new FormatException($"No model reads {input} and says {target}."),
        };
    }

    // A token for each place that is read, or for the first ones.
    static bool Says(Field input, Field target) => target.Shape[0] <= input.Shape[^1] && input.ClassNames.Count == target.ClassNames.Count;

    /// <summary>The loss that a recipe names, for a target.</summary>
    /// <exception cref="FormatException">The name is unknown or does not fit the target.</exception>
    /// <exception cref="DataException">The target has fewer than two classes.</exception>
    public static Loss CreateLoss(Recipe recipe, Field target)
    {
        if (target is { IsClass: true, Size: 1, ClassNames.Count: < 2 })
            throw new DataException($"The data has only the class '{target.ClassNames.FirstOrDefault()}': telling classes apart needs at least two; is the label the right column?");
        string name = LossName(recipe, target);
        Loss loss = Loss.Parse(name);
        (bool fits, string needs) = loss.Target switch
        {
            LossTarget.Classes => (target.IsClass, "classes"),
            LossTarget.TwoClasses => (target is { IsClass: true, ClassNames.Count: 2 }, "two classes"),
            _ => (!target.IsClass, "numbers"),
        };
        if (!fits) throw new FormatException($"Loss '{name}' needs {needs}, the data has {target}: use {(target.IsClass ? "cross-entropy" : "mse")}.");
        return recipe.Smoothing > 0 && loss is CrossEntropyLoss ? new CrossEntropyLoss(recipe.Smoothing) : loss;
    }

    static string LossName(Recipe recipe, Field target) => recipe.Loss switch
    {
        "auto" when !target.IsClass => "mse",
        "auto" when recipe.Model == "perceptron" && target.ClassNames.Count == 2 => "perceptron",
        "auto" => "cross-entropy",
        _ => recipe.Loss,
    };

    // These judge one number by its sign, so the model has one output for two classes.
    static bool IsBinary(string loss) => Loss.Parse(loss).Target == LossTarget.TwoClasses;

    static int OutputsOf(Recipe recipe, Field target) =>
        !target.IsClass ? target.Size : IsBinary(LossName(recipe, target)) ? 1 : target.ClassNames.Count;

    /// <summary>A trainer at step 0.</summary>
    /// <exception cref="TrainingException">The machine has not the memory for it.</exception>
    public Trainer CreateTrainer(ITrainingStore? store)
    {
        int batch = Batch;
        var optimizer = CreateOptimizer();
        Sampler order = Data.Train.Order(batch, recipe.Seed);
        MemoryNeed.Of(Model.Parameters, 2 + optimizer.StateNames.Count + (recipe.Average is null ? 0 : 1), order is ReplacementSampler ? batch : (int)Math.Min(batch, Data.Train.Count ?? batch), Data.Train.Input, Data.Train.Target)
            .Check(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        var arena = new ParameterArena(Model.Parameters);
        long batchesPerEpoch = order.StepsPerEpoch ?? (recipe.EpochSize + batch - 1) / batch;
        double stepsPerEpoch = batchesPerEpoch / (double)recipe.Accumulate;
        long steps = StepsOf(stepsPerEpoch);
        var step = new TrainStep(Model, Loss, optimizer.For(arena))
        {
            LearningRate = recipe.LearningRate,
            Schedule = Schedule.Parse(recipe.Schedule, steps, recipe.Warmup.Of(steps)),
            Clipping = recipe.ClipValue is { } value ? GradientClipping.ByValue(value) : recipe.ClipNorm is { } norm ? GradientClipping.ByNorm(norm) : GradientClipping.None,
        };
        return new Trainer(step, Data, new TrainerOptions
        {
            Steps = steps,
            Batch = batch,
            Accumulate = recipe.Accumulate,
            EvaluateEvery = recipe.EvaluateEvery.InSteps(stepsPerEpoch, steps),
            CheckpointEvery = recipe.CheckpointEvery.InSteps(stepsPerEpoch, steps),
            Patience = recipe.Patience ?? 0,
            KeepBest = recipe.KeepsBest,
            Seed = recipe.Seed,
            ModelName = recipe.Model,
        })
        {
            Average = recipe.Average is { } decay ? new ExponentialMovingAverage(arena, decay, warmup: true) : null,
            Store = store,
        };
    }

    long StepsOf(double stepsPerEpoch)
    {
        long steps = recipe.Steps ?? (recipe.Epochs is { } epochs ? Rounded(epochs * stepsPerEpoch) : Math.Max(Rounded(UsualEpochs * stepsPerEpoch), LeastSteps));
        return Data.Train is { IsPassedOnce: true, Count: not null } ? Math.Min(steps, Math.Max(1, (long)stepsPerEpoch)) : steps;
    }

    static long Rounded(double steps) => Math.Max(1, (long)Math.Round(steps));

    // Gradient descent takes the mean over all examples; the loader makes batches no larger than the set.
    int Batch => recipe.Optimizer != "gradient-descent" ? recipe.Batch
        : Data.Train.Count is { } count and <= int.MaxValue ? (int)count
        : throw new DataException($"Optimizer 'gradient-descent' takes the whole training set at once, and '{Data.Train.Name}' has {(Data.Train.Count is { } many ? $"{many} examples" : "no end")}: use sgd.");

    OptimizerSettings CreateOptimizer() =>
        OptimizerSettings.Parse(recipe.Optimizer, recipe.Said) with { WeightDecay = recipe.WeightDecay, DecayForm = DecayForm };

    WeightDecayForm DecayForm => (recipe.DecayIsDecoupled, recipe.DecayFollowsSchedule) switch
    {
        (true, true) => WeightDecayForm.DecoupledScheduled,
        (true, false) => WeightDecayForm.Decoupled,
        (false, true) => WeightDecayForm.CoupledScheduled,
        _ => WeightDecayForm.Coupled,
    };
}
