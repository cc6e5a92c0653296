namespace Nabla.Experiments;

// How long, and what is kept.
public sealed partial record Recipe
{
    /// <summary><c>training.batch</c>: examples in one forward pass.</summary>
    public int Batch { get; init; } = 128;

    /// <summary><c>training.epochs</c>: passes over the data, unless <see cref="Steps"/> is given; null: 8, and more of a small set, which would
    /// hardly be learnt in so few updates.</summary>
    public double? Epochs { get; init; }

    /// <summary><c>training.steps</c>: updates; null: by <see cref="Epochs"/>.</summary>
    public long? Steps { get; init; }

    /// <summary><c>training.accumulate</c>: batches whose gradients make one update.</summary>
    public int Accumulate { get; init; } = 1;

    /// <summary><c>training.average</c>: decay of the moving average of weights that is evaluated and kept; null for none.</summary>
    public double? Average { get; init; }

    /// <summary><c>training.evaluateEvery</c>: how often the held-out part is evaluated; always at the end.</summary>
    public Interval EvaluateEvery { get; init; } = Interval.Auto;

    /// <summary><c>training.checkpointEvery</c>: how often all that resuming needs is written; always at the end.</summary>
    public Interval CheckpointEvery { get; init; } = Interval.Auto;

    /// <summary><c>training.keepCheckpoints</c>: how many of the last checkpoints stay.</summary>
    public int KeepCheckpoints { get; init; } = 2;

    /// <summary><c>training.patience</c>: evaluations without improvement after which training stops early; null: never.</summary>
    public int? Patience { get; init; }

    /// <summary><c>training.keep</c>: which weights are saved as the model: those of the best evaluation (best) or the last.</summary>
    public bool KeepsBest { get; init; }

    /// <summary><c>training.measures</c>: what is measured besides what the task measures: none, or names such as <c>top:5, macro-f1</c>.</summary>
    public string Measures { get; init; } = "none";

    /// <summary>What is measured besides, for <see cref="Tasks.LearningTask.Besides"/>.</summary>
    /// <exception cref="FormatException">A name is unknown.</exception>
    public IReadOnlyList<MetricMaker> MoreMeasures() => Measures == "none" ? [] : [.. Measures.Split(',').Select(name => Metric.Choices.Make(name))];

    internal static IEnumerable<RecipeField> TrainingFields =>
    [
        Of("training.batch", "examples in one forward pass", Whole(1, 1_000_000), r => r.Batch, (r, v) => r with { Batch = v }),
        Of("training.epochs", "passes over the data, unless steps are given; none: 8, or as many as make 1,000 updates", Positive.Or("none"),
            r => r.Epochs, (r, v) => r with { Epochs = v }),
        Of("training.steps", "updates", Whole(1L).Or("none", "as many as the epochs need"), r => r.Steps, (r, v) => r with { Steps = v }),
        Of("training.accumulate", "batches whose gradients make one update", Whole(1, 1_000_000),
            r => r.Accumulate, (r, v) => r with { Accumulate = v }),
        Of("training.average", "decay of the moving average of weights that is evaluated and kept",
            Number("a number above 0 and below 1", v => v is > 0 and < 1).Or("none"), r => r.Average, (r, v) => r with { Average = v }),
        Of("training.evaluateEvery", "how often the held-out part is evaluated; always at the end", Parsed(Interval.Expected, Interval.Parse),
            r => r.EvaluateEvery, (r, v) => r with { EvaluateEvery = v }),
        Of("training.checkpointEvery", "how often all that resuming needs is written; always at the end", Parsed(Interval.Expected, Interval.Parse),
            r => r.CheckpointEvery, (r, v) => r with { CheckpointEvery = v }),
        Of("training.keepCheckpoints", "how many of the last checkpoints stay", Whole(1, 1000),
            r => r.KeepCheckpoints, (r, v) => r with { KeepCheckpoints = v }),
        Of("training.patience", "evaluations without improvement after which training ends early", Whole(1).Or("none", "never"),
            r => r.Patience, (r, v) => r with { Patience = v }),
        Of("training.keep", "the weights that are saved as the model: of the best evaluation, or the last", Either("best", "last"),
            r => r.KeepsBest, (r, v) => r with { KeepsBest = v }),
        Of("training.measures", "what is measured besides what the task measures", Name(["none", .. Metric.Choices.Forms], v => new Recipe { Measures = v }.MoreMeasures()),
            r => r.Measures, (r, v) => r with { Measures = v }, Metric.Choices.All) with { Since = new(0, 2) },
    ];
}
