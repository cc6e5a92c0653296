using Nabla.Data.Catalog;

namespace Nabla.Experiments;

/// <summary>What a recipe has where it is silent: the lecture's summary, and for text what suits language models.</summary>
public static class StandardRecipes
{
    /// <summary>The recipe of all defaults for a data set, known by name or path.</summary>
    public static Recipe For(string data) => data switch
    {
        "names" => Text(data) with { HasLines = true, Model = "mlp-lm:3x200", Batch = 128, Steps = 4000, LearningRate = 5e-3, EvaluateEvery = Interval.Auto, CheckpointEvery = Interval.Auto },
        "brackets" => Text(data) with { Model = "gru:64", Batch = 128, Steps = 3000, LearningRate = 3e-3, EpochSize = 20_000 },
        "dates" => Text(data) with { Model = "transformer:2x64x4", Batch = 64, Steps = 2000, LearningRate = 2e-3, EpochSize = 10_000 },
        _ when DataCatalog.IsText(data) => Text(data),
        _ => Recipe.Standard,
    };

    // The setting of nanoGPT for a processor (Karpathy 2022), made for Shakespeare by characters.
    static Recipe Text(string data) => Recipe.Standard with
    {
        Data = data, Test = Amount.Share(0.1), Normalize = "none", Initializer = null, Model = "gpt:4x128x4", Bias = false, Batch = 12, Steps = 2000,
        LearningRate = 1e-3, Said = Settings.None.Usually("optimizer.beta2", "0.99"), WeightDecay = 0.1,
        Schedule = "cosine:0.1", Warmup = Amount.Count(100), EvaluateEvery = Interval.Steps(500), CheckpointEvery = Interval.Steps(500),
    };
}
