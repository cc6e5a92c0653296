namespace Nabla.Features;

/// <summary>The words of a recipe for what happens to inputs before a model sees them.</summary>
public static partial class Preprocessing
{
    internal static readonly Choice<Func<Dataset, Stage>?> AsTheyAre = new("none", "inputs as they are", _ => null);
    internal static readonly Choice<Func<Dataset, long, Stage>?> NoFeatures = new("none", "the inputs themselves", _ => null);

    /// <summary>What is fitted to the training part and brings inputs into a good range.</summary>
    [Collected("Normalizer")]
    public static partial Choices<Choice<Func<Dataset, Stage>?>> Normalizers { get; }

    /// <summary>What makes features of inputs; of the training part and a seed each makes its stage.</summary>
    [Collected("Feature stage")]
    public static partial Choices<Choice<Func<Dataset, long, Stage>?>> Features { get; }

    /// <summary>What changes the examples that are learnt from, in every epoch otherwise; each is made of a seed.</summary>
    [Collected("Augmentation")]
    public static partial Choices<Choice<Func<long, Augmentation>>> Augmentations { get; }

    /// <summary>Fits to the training part: normalize, then features if any ("poly:3", "rbf:200"), which are standardized again unless nothing is
    /// normalized. Tokens stay as they are.</summary>
    /// <exception cref="FormatException">A word is unknown; the nearest right one is named.</exception>
    /// <exception cref="DataException">The data does not suit the features.</exception>
    public static Pipeline Fit(Dataset train, string normalize, string features, long seed)
    {
        if (train.InputFields is not [RealField]) // tokens have no mean
            return features == "none" ? new Pipeline()
                : throw new DataException($"data.features: '{train.Name}' has {train.Form}, and features are made of numbers: leave it at none.");
        var fits = new List<Func<Dataset, Stage>>();
        if (Normalizers.Make(normalize) is { } first) fits.Add(first);
        if (Features.Make(features) is { } second)
        {
            fits.Add(data => second(data, seed));
            if (fits.Count == 2) fits.Add(data => Nabla.Features.Normalizers.Standardize(data, Spread.Feature));
        }
        return Pipeline.Fit(train, [.. fits]);
    }
}
