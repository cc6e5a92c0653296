namespace Nabla.Experiments;

// What is made small, and how.
public sealed partial record Recipe
{
    /// <summary><c>loss.name</c>: what is made small; auto: cross-entropy for classes, mse for numbers, perceptron for a perceptron.</summary>
    public string Loss { get; init; } = "auto";

    /// <summary><c>loss.smoothing</c>: the share of a label's weight that is spread over all classes.</summary>
    public double Smoothing { get; init; }

    /// <summary><c>optimizer.name</c>: the rule of the update.</summary>
    public string Optimizer { get; init; } = "adamw";

    /// <summary><c>optimizer.learningRate</c>: the rate that the schedule scales.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary><c>optimizer.weightDecay</c>: the strength of the pull of weights (not biases, not norms) to zero.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary><c>optimizer.decay</c>: true: next to the rule, as in AdamW (decoupled); false: as part of the gradient (coupled).</summary>
    public bool DecayIsDecoupled { get; init; } = true;

    /// <summary><c>optimizer.decayFollowsSchedule</c>: whether the decay falls with the learning rate, as the lecture asks.</summary>
    public bool DecayFollowsSchedule { get; init; } = true;

    /// <summary><c>schedule.name</c>: see <see cref="Schedules.Schedule.Parse"/>.</summary>
    public string Schedule { get; init; } = "cosine";

    /// <summary><c>schedule.warmup</c>: updates over which the rate rises to its full height.</summary>
    public Amount Warmup { get; init; } = Amount.Share(0.05);

    /// <summary><c>clip.norm</c>: the largest norm of all gradients together; null for none.</summary>
    public double? ClipNorm { get; init; } = 1;

    /// <summary><c>clip.value</c>: the largest size of one number of the gradient; null for none.</summary>
    public double? ClipValue { get; init; }

    /// <summary>What was said of settings that only some optimizers or models have, such as <c>optimizer.beta2</c>.</summary>
    public Settings Said { get; init; } = Settings.None;

    internal static IEnumerable<RecipeField> LearningFields =>
    [
        Of("loss.name", "what is made small; auto: cross-entropy for classes, mse for numbers",
            Name(["auto", .. Losses.Loss.Choices.Forms], v => Losses.Loss.Parse(v == "auto" ? "mse" : v)),
            r => r.Loss, (r, v) => r with { Loss = v }, Losses.Loss.Choices.All),
        Of("loss.smoothing", "share of a label's weight that is spread over all classes", Notations.Share,
            r => r.Smoothing, (r, v) => r with { Smoothing = v }),
        Of("optimizer.name", "the rule of the update (-slide: the lecture's own formula)",
            Name(OptimizerSettings.Choices.Forms, v => OptimizerSettings.Parse(v)),
            r => r.Optimizer, (r, v) => r with { Optimizer = v }, OptimizerSettings.Choices.All),
        Of("optimizer.learningRate", "the rate that the schedule scales", Positive, r => r.LearningRate, (r, v) => r with { LearningRate = v }),
        Of("optimizer.weightDecay", "pull of weights (not biases, not norms) to zero", NotNegative,
            r => r.WeightDecay, (r, v) => r with { WeightDecay = v }),
        Of("optimizer.decay", "next to the rule (AdamW), or as part of the gradient (L2)", Either("decoupled", "coupled"),
            r => r.DecayIsDecoupled, (r, v) => r with { DecayIsDecoupled = v }),
        Of("optimizer.decayFollowsSchedule", "the decay falls with the learning rate", Notations.Switch,
            r => r.DecayFollowsSchedule, (r, v) => r with { DecayFollowsSchedule = v }),
        Of("schedule.name", "how the rate moves", Name(Schedules.Schedule.Choices.Forms, v => Schedules.Schedule.Parse(v, 1000)),
            r => r.Schedule, (r, v) => r with { Schedule = v }, Schedules.Schedule.Choices.All),
        Of("schedule.warmup", "steps over which the rate rises to its full height, or a share of all", Parsed(Amount.Expected, Amount.Parse),
            r => r.Warmup, (r, v) => r with { Warmup = v }),
        Of("clip.norm", "largest norm of all gradients together", Positive.Or("none"), r => r.ClipNorm, (r, v) => r with { ClipNorm = v }),
        Of("clip.value", "largest size of one number of the gradient; takes the place of clip.norm", Positive.Or("none"),
            r => r.ClipValue, (r, v) => r with { ClipValue = v }),
    ];
}
