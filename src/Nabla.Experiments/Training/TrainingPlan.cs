using Nabla.Data.Samplers;
using Nabla.Initializers;
using Nabla.Losses;
using Nabla.Pretrained;

namespace Nabla.Experiments;

/// <summary>What a recipe comes to on given data: turns words into objects, and says what does not fit.</summary>
public sealed class TrainingPlan
{
    // Of a small set, so many epochs would be a handful of updates.
    const int UsualEpochs = 8, LeastSteps = 1000;

    readonly Recipe recipe;

    /// <summary>Reads a recipe for data that has been split and preprocessed.</summary>
    /// <exception cref="FormatException">The recipe does not fit the data, or names something unknown.</exception>
    /// <exception cref="DataException">There are fewer than two classes.</exception>
    public TrainingPlan(Recipe recipe, DataSplit data)
    {
        this.recipe = recipe;
        Data = data;
        Task = TaskOf(recipe, data.Train.InputFields, data.Train.TargetFields);
        if (recipe.Smoothing > 0 && Task.Loss is not CrossEntropyLoss)
            throw new FormatException($"loss.smoothing: {Task.Loss.GetType().Name} has none, cross-entropy alone has it: leave it at 0, or use loss.name=cross-entropy.");
        Model = CreateModel(recipe, Task);
        if (recipe.From is { } folder) BeginFrom(folder, Model);
    }

    /// <summary>What is learnt from and judged on.</summary>
    public DataSplit Data { get; }

    /// <summary>What is learnt.</summary>
    public LearningTask Task { get; }

    /// <summary>The network, untrained.</summary>
    public Module Model { get; }

    /// <summary>What is to be learnt of examples of given fields, with the loss that a recipe names.</summary>
    /// <exception cref="FormatException">The loss is unknown or does not fit the target, or nothing is known that learns such data.</exception>
    /// <exception cref="DataException">There are fewer than two classes.</exception>
    public static LearningTask TaskOf(Recipe recipe, IReadOnlyList<Field> inputs, IReadOnlyList<Field> targets)
    {
        string? own = targets is [LabelField { ClassNames.Count: 2 }] ? ModelCatalog.Choices.Read(recipe.Model).Choice.LossOfTwoClasses : null;
        return Measured(LearningTask.For(inputs, targets, LossChoice.Named(recipe.Loss == "auto" ? own ?? "auto" : recipe.Loss) with { Smoothing = recipe.Smoothing }), recipe);
    }

    /// <summary>The task, with what a recipe measures besides.</summary>
    /// <exception cref="FormatException">A measure is unknown, or does not fit the target.</exception>
    internal static LearningTask Measured(LearningTask task, Recipe recipe)
    {
        task.Besides = recipe.MoreMeasures();
        try { _ = task.AllMetrics(); }
        catch (ArgumentException error) { throw new FormatException($"training.measures: {error.Message}", error); }
        return task;
    }

    /// <summary>The network that a recipe names, for a task.</summary>
    /// <exception cref="FormatException">A name is unknown, sizes are off, or the model is for other data.</exception>
    public static Module CreateModel(Recipe recipe, LearningTask task) => ModelCatalog.Create(recipe.Model, task.ModelTask, OptionsOf(recipe), Rng.FromSeed(recipe.Seed));

    static void BeginFrom(string folder, Module model)
    {
        try { new Gpt2Folder(folder).ReadInto(model as Gpt ?? throw new ArgumentException("the model is no GPT-2.")); }
        catch (ArgumentException error) { throw new FormatException($"model.from: {error.Message} Use --model gpt2 with the sizes, window and tokenizer of the folder.", error); }
    }

    /// <summary>What else a recipe says of a network.</summary>
    public static ModelOptions OptionsOf(Recipe recipe) => new()
    {
        Activation = recipe.Activation, Dropout = recipe.Dropout, Norm = recipe.Norm, Said = ModelCatalog.Own(recipe.Model, recipe.Said),
        Initializer = recipe.Initializer is { } initializer ? Initializer.Parse(initializer) : null,
    };

    /// <summary>The training of the model, at its beginning: a <see cref="Trainer"/>, or one that counts.</summary>
    /// <exception cref="TrainingException">The machine has not the memory for it.</exception>
    /// <exception cref="FormatException">The model counts, and cannot do what the recipe asks for.</exception>
    public TrainingLoop CreateLoop(ITrainingStore? store) => Model is not ICountingModel ? CreateTrainer(store)
        : recipe.Augment == "none" ? new CountingTraining(Model, Task, Data, recipe.Model, store)
        : throw new FormatException($"data.augment: '{recipe.Model}' counts what is there: leave it at none.");

    /// <summary>A trainer at step 0.</summary>
    /// <exception cref="TrainingException">The machine has not the memory for it.</exception>
    public Trainer CreateTrainer(ITrainingStore? store)
    {
        var optimizer = CreateOptimizer();
        int batch = BatchOf(optimizer);
        Sampler order = Data.Train.Order(batch, recipe.Seed);
        MemoryNeed.Of(Model.Parameters, 2 + optimizer.StateNames.Count + (recipe.Average is null ? 0 : 1),
            order is ReplacementSampler ? batch : (int)Math.Min(batch, Data.Train.Count ?? batch), Task)
            .Check(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        var arena = new ParameterArena(Model.Parameters);
        long batchesPerEpoch = order.StepsPerEpoch ?? (recipe.EpochSize - 1) / batch + 1;
        double stepsPerEpoch = batchesPerEpoch / (double)recipe.Accumulate;
        long steps = StepsOf(stepsPerEpoch);
        var step = new TrainStep(Model, Task, optimizer.For(arena))
        {
            LearningRate = recipe.LearningRate,
            Schedule = Schedule.Parse(recipe.Schedule, steps, recipe.Warmup.Of(steps)),
            Clipping = recipe.ClipValue is { } value ? GradientClipping.ByValue(value) : recipe.ClipNorm is { } norm ? GradientClipping.ByNorm(norm) : GradientClipping.None,
        };
        if (recipe.Chooses && recipe.EvaluateEvery == Interval.Never)
            throw new FormatException("training.evaluateEvery: training.keep=best, training.patience and a plateau go by evaluations, "
                + "and there are none: leave it at auto, or say how often.");
        return new Trainer(step, Data, new TrainerOptions
        {
            Steps = steps,
            Batch = batch,
            Accumulate = recipe.Accumulate,
            Augmentations = Augmentations(),
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

    IReadOnlyList<Augmentation> Augmentations()
    {
        IReadOnlyList<Augmentation> augmentations = recipe.Augmentations();
        foreach (Augmentation augmentation in augmentations) augmentation.Check(Data.Train);
        return augmentations;
    }

    long StepsOf(double stepsPerEpoch)
    {
        long steps = recipe.Steps ?? (recipe.Epochs is { } epochs ? Rounded(epochs * stepsPerEpoch) : Math.Max(Rounded(UsualEpochs * stepsPerEpoch), LeastSteps));
        return Data.Train is { IsPassedOnce: true, Count: not null } ? Math.Min(steps, Math.Max(1, (long)stepsPerEpoch)) : steps;
    }

    static long Rounded(double steps) => Math.Max(1, (long)Math.Round(steps));

    // Gradient descent takes the mean over all examples; the loader makes batches no larger than the set.
    int BatchOf(OptimizerSettings rule) => !rule.TakesWholeSet ? recipe.Batch
        : Data.Train.Count is { } count and <= int.MaxValue ? (int)count
        : throw new DataException($"Optimizer '{recipe.Optimizer}' takes the whole training set at once, "
            + $"and '{Data.Train.Name}' has {(Data.Train.Count is { } many ? $"{many} examples" : "no end")}: use sgd.");

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
