using Nabla.Features;
using Nabla.Initializers;
using Nabla.Losses;
using Nabla.Models;
using Nabla.Schedules;
using Nabla.Words;
using static Nabla.Experiments.FieldForms;

namespace Nabla.Experiments;

/// <summary>The table of all fields of a <see cref="Recipe"/>: one place for paths, descriptions, checks, and text.</summary>
public static class RecipeFields
{
    /// <summary>All fields, in the order of a recipe file: those of no section, then section by section.</summary>
    public static IReadOnlyList<RecipeField> All { get; } = [.. Run(), .. Data(), .. Model(), .. Learning(), .. Training()];

    static readonly Dictionary<string, RecipeField> byKey = All.ToDictionary(field => Key(field.Path));

    /// <summary>The sections, in order; the first is the empty one.</summary>
    public static IReadOnlyList<string> Sections { get; } = [.. All.Select(field => field.Section).Distinct()];

    /// <summary>The field of a path; upper and lower case, '-' and '_' make no difference.</summary>
    /// <exception cref="RecipeException">There is none; the message names the nearest.</exception>
    public static RecipeField Find(string path) =>
        byKey.GetValueOrDefault(Key(path)) ?? throw new RecipeException($"A recipe has no field '{path}'; did you mean '{Nearest(path)}'?");

    /// <summary>The recipe with another value of one field.</summary>
    /// <exception cref="RecipeException">There is no such field, or the value does not fit it.</exception>
    public static Recipe Set(Recipe recipe, string path, string value) => Find(path).Set(recipe, value);

    /// <summary>The recipe itself, if each of its values is one that a file could hold.</summary>
    /// <exception cref="RecipeException">A value does not fit its field.</exception>
    public static Recipe Check(Recipe recipe) => All.Aggregate(recipe, (checkedSoFar, field) => field.Set(checkedSoFar, field.Get(recipe)));

    /// <summary>The fields in which two recipes differ.</summary>
    public static IEnumerable<RecipeField> Differences(Recipe a, Recipe b) => All.Where(field => field.Get(a) != field.Get(b));

    static string Nearest(string path)
    {
        string name = Key(path[(path.LastIndexOf('.') + 1)..]);
        return All.FirstOrDefault(field => Key(field.Name) == name)?.Path ?? NearestWord.Of(path, All.Select(field => field.Path));
    }

    static string Key(string path) => path.Replace("-", "").Replace("_", "").Trim().ToLowerInvariant();

    static RecipeField[] Run() =>
    [
        Whole("seed", "where all random numbers come from: same seed, same bytes", r => r.Seed, (r, v) => r with { Seed = v }, long.MinValue),
        WholeOrNone("threads", "threads that compute; results do not depend on it", "one per core", r => r.Threads, (r, v) => r with { Threads = (int?)v }, 1024),
    ];

    static RecipeField[] Data() =>
    [
        Written("data.name", "a known data set, or a path", "a name or a path", NotEmpty("data.name"), r => r.Data, (r, v) => r with { Data = v }),
        TextOrNone("data.label", "the column of a table that holds the target", "the last", r => r.Label, (r, v) => r with { Label = v }),
        Written("data.tokenizer", "what text is cut into; bpe learns its words from the training part", "characters, bytes, bpe:SIZE, tokenizer.json, vocab.json,merges.txt, or a folder of these", NotEmpty("data.tokenizer"), r => r.Tokenizer, (r, v) => r with { Tokenizer = v }),
        Whole("data.window", "tokens of a stream of text that are read at once", r => r.Window, (r, v) => r with { Window = (int)v }, 1, 1 << 20),
        Either("data.documents", "each line of a text is an example of its own, or all of it is one stream", "lines", "stream", r => r.HasLines, (r, v) => r with { HasLines = v }),
        Either("data.order", "a text is read once from its beginning to its end, or in windows drawn anywhere", "stream", "random", r => r.ReadsOnce, (r, v) => r with { ReadsOnce = v }),
        Parsed("data.test", "set aside to judge on, where the data brings no test part; 0%: the training part is judged", TestShare, r => r.Test, (r, v) => r with { Test = v }),
        Written("data.validation", "set aside from the training part to choose by; auto: a tenth, where something chooses (training.keep, training.patience, a plateau)", "auto, a whole number from 0 or a percentage such as 10%", v => AmountOrAuto(v), r => r.Validation?.ToString() ?? Auto, (r, v) => r with { Validation = AmountOrAuto(v) }),
        Choice("data.normalize", "fitted on the training part, applied to every input", [.. Preprocessing.NormalizerWords], r => r.Normalize, (r, v) => r with { Normalize = v }),
        Switch("data.scaleTarget", "numbers to predict are learnt in units of their deviation; predictions are in the data's own", r => r.ScaleTarget, (r, v) => r with { ScaleTarget = v }),
        Written("data.features", "what a linear model sees", string.Join(", ", FeatureName.Forms), v => FeatureName.Parse(v), r => r.Features, (r, v) => r with { Features = v }),
        Whole("data.epochSize", "examples of an endless stream that count as one epoch", r => r.EpochSize, (r, v) => r with { EpochSize = v }, 1),
    ];

    static RecipeField[] Model() =>
    [
        Written("model.name", "name and sizes", string.Join(", ", ModelCatalog.Forms), v => ModelCatalog.Parse(v), r => r.Model, (r, v) => r with { Model = v }),
        ChoiceOrAuto("model.activation", "the transfer function of hidden layers; auto: relu, in mlp-lm tanh, in transformers gelu", [.. ActivationCatalog.Names, "swiglu"], r => r.Activation, (r, v) => r with { Activation = v }),
        Number("model.dropout", "probability that a hidden unit is dropped in training", "a number from 0, below 1", v => v is >= 0 and < 1, r => r.Dropout, (r, v) => r with { Dropout = v }),
        ChoiceOrAuto("model.norm", "normalization of layers; auto: layer in residual blocks, else none", [.. NormCatalog.Names], r => r.Norm, (r, v) => r with { Norm = v }),
        SwitchOrAuto("model.preNorm", "residual blocks: x + nn(norm(x)) instead of norm(x + nn(x)); auto: in transformers", r => r.PreNorm, (r, v) => r with { PreNorm = v }),
        Written("model.init", "how first weights are drawn; auto: fan-in, in transformers as GPT-2", $"auto, {string.Join(", ", Initializer.Forms)}", InitializerOrAuto, r => r.Initializer ?? Auto, (r, v) => r with { Initializer = Automatic(v) }),
        WholeOrAuto("model.embedding", "numbers in the vector of a token", r => r.Embedding, (r, v) => r with { Embedding = v }, 1 << 16),
        Switch("model.bias", "transformers: linear layers have a bias", r => r.Bias, (r, v) => r with { Bias = v }),
        Choice("model.positions", "transformers: how the place of a token is known", ["learned", "rotary", "none"], r => r.Positions, (r, v) => r with { Positions = v }),
        SwitchOrAuto("model.tied", "language models: the output layer is the table of embeddings; auto: in transformers", r => r.Tied, (r, v) => r with { Tied = v }),
        WholeOrAuto("model.kvHeads", "attention: heads of keys and values; auto: as many as heads", r => r.KeyValueHeads, (r, v) => r with { KeyValueHeads = v }, 1 << 10),
        WholeOrNone("model.recompute", "deep models: of so many blocks in a row only the first's input is kept, and backward runs them again; less memory, a third more time, the same bits", "everything is kept", r => r.RecomputeEvery, (r, v) => r with { RecomputeEvery = (int?)v }, 10_000),
        NumberOrAuto("model.smoothing", "ngram: added to each count, 0 for bare counts; auto: shorter contexts fill in for what was not seen", "a number from 0", v => v >= 0, r => r.CountSmoothing, (r, v) => r with { CountSmoothing = v }),
        TextOrNone("model.from", "gpt2: begin with the weights of a folder that has config.json and model.safetensors", "fresh ones", r => r.From, (r, v) => r with { From = v }),
        Written("loss.name", "what is made small; auto: cross-entropy for classes, mse for numbers", $"auto, {string.Join(", ", Loss.Forms)}", LossOrAuto, r => r.Loss, (r, v) => r with { Loss = v.ToLowerInvariant() }),
        Number("loss.smoothing", "share of a label's weight that is spread over all classes", "a number from 0, below 1", v => v is >= 0 and < 1, r => r.Smoothing, (r, v) => r with { Smoothing = v }),
    ];

    static RecipeField[] Learning() =>
    [
        Choice("optimizer.name", "the rule of the update (-slide: the lecture's own formula; gradient-descent: sgd on the whole training set at once)", ["adamw", "adam", "sgd", "momentum", "nesterov", "adagrad", "rmsprop", "rmsprop-centered", "gradient-descent", "momentum-slide", "adagrad-slide", "adam-slide"], r => r.Optimizer, (r, v) => r with { Optimizer = v }),
        Number("optimizer.learningRate", "the rate that the schedule scales", "a number above 0", v => v > 0, r => r.LearningRate, (r, v) => r with { LearningRate = v }),
        Number("optimizer.weightDecay", "pull of weights (not biases, not norms) to zero", "a number from 0", v => v >= 0, r => r.WeightDecay, (r, v) => r with { WeightDecay = v }),
        Either("optimizer.decay", "next to the rule (AdamW), or as part of the gradient (L2)", "decoupled", "coupled", r => r.DecayIsDecoupled, (r, v) => r with { DecayIsDecoupled = v }),
        Switch("optimizer.decayFollowsSchedule", "the decay falls with the learning rate", r => r.DecayFollowsSchedule, (r, v) => r with { DecayFollowsSchedule = v }),
        Share("optimizer.momentum", "momentum, nesterov: share of the last update that is kept", r => r.Momentum, (r, v) => r with { Momentum = v }),
        Share("optimizer.smoothing", "rmsprop: smoothing of the squared gradient", r => r.RmsSmoothing, (r, v) => r with { RmsSmoothing = v }),
        Share("optimizer.beta1", "adam: smoothing of the gradient", r => r.Beta1, (r, v) => r with { Beta1 = v }),
        Share("optimizer.beta2", "adam: smoothing of the squared gradient", r => r.Beta2, (r, v) => r with { Beta2 = v }),
        Number("optimizer.epsilon", "keeps divisors from zero", "a number from 1e-30", v => v >= 1e-30, r => r.Epsilon, (r, v) => r with { Epsilon = v }),
        Written("schedule.name", "how the rate moves", "fixed, linear[:floor], cosine[:floor], half-cosine[:floor], inverse:b, step:every[:factor], milestones:first:…:factor, plateau[:factor[:patience]]", v => Schedule.Parse(v, 1000), r => r.Schedule, (r, v) => r with { Schedule = v }),
        Parsed("schedule.warmup", "steps over which the rate rises to its full height, or a share of all", Amount.Parse, r => r.Warmup, (r, v) => r with { Warmup = v }),
        NumberOrNone("clip.norm", "largest norm of all gradients together", "a number above 0", v => v > 0, r => r.ClipNorm, (r, v) => r with { ClipNorm = v }),
        NumberOrNone("clip.value", "largest size of one number of the gradient; takes the place of clip.norm", "a number above 0", v => v > 0, r => r.ClipValue, (r, v) => r with { ClipValue = v }),
    ];

    static RecipeField[] Training() =>
    [
        Whole("training.batch", "examples in one forward pass", r => r.Batch, (r, v) => r with { Batch = (int)v }, 1, 1_000_000),
        NumberOrNone("training.epochs", "passes over the data, unless steps are given; none: 8, or as many as make 1,000 updates", "a number above 0", v => v > 0, r => r.Epochs, (r, v) => r with { Epochs = v }),
        WholeOrNone("training.steps", "updates", "as many as the epochs need", r => r.Steps, (r, v) => r with { Steps = v }),
        Whole("training.accumulate", "batches whose gradients make one update", r => r.Accumulate, (r, v) => r with { Accumulate = (int)v }, 1, 1_000_000),
        NumberOrNone("training.average", "decay of the moving average of weights that is evaluated and kept", "a number above 0 and below 1", v => v is > 0 and < 1, r => r.Average, (r, v) => r with { Average = v }),
        Parsed("training.evaluateEvery", "how often the held-out part is evaluated; always at the end", Interval.Parse, r => r.EvaluateEvery, (r, v) => r with { EvaluateEvery = v }),
        Parsed("training.checkpointEvery", "how often all that resuming needs is written; always at the end", Interval.Parse, r => r.CheckpointEvery, (r, v) => r with { CheckpointEvery = v }),
        Whole("training.keepCheckpoints", "how many of the last checkpoints stay", r => r.KeepCheckpoints, (r, v) => r with { KeepCheckpoints = (int)v }, 1, 1000),
        WholeOrNone("training.patience", "evaluations without improvement after which training ends early", "never", r => r.Patience, (r, v) => r with { Patience = (int?)v }, int.MaxValue),
        Either("training.keep", "the weights that are saved as the model: of the best evaluation, or the last", "best", "last", r => r.KeepsBest, (r, v) => r with { KeepsBest = v }),
    ];

    static void InitializerOrAuto(string text)
    {
        if (Automatic(text) is { } name) Initializer.Parse(name);
    }

    static string? Automatic(string text) => text.Trim().ToLowerInvariant() is var word && word == Auto ? null : word;

    static Amount? AmountOrAuto(string text) => Automatic(text) is { } amount ? Amount.Parse(amount) : null;

    static void LossOrAuto(string text)
    {
        if (text.Trim().ToLowerInvariant() is not "auto") Loss.Parse(text);
    }

    static RecipeField Share(string path, string description, Func<Recipe, double> get, Func<Recipe, double, Recipe> set) =>
        Number(path, description, "a number from 0, below 1", v => v is >= 0 and < 1, get, set);

    static Amount TestShare(string text)
    {
        const string expected = "a percentage from 0% and below 100%, such as 20%";
        try { return Amount.Parse(text) switch { { IsZero: true } => Amount.Share(0), { IsShare: true, Value: < 1 } share => share, _ => throw new FormatException(expected) }; }
        catch (FormatException error) when (error.Message != expected) { throw new FormatException(expected, error); }
    }

    static Action<string> NotEmpty(string path) => text =>
    {
        if (string.IsNullOrWhiteSpace(text)) throw new FormatException($"a name or a path is missing ({path}).");
    };
}
