using Nabla.Data;
using Nabla.Words;

namespace Nabla.Features;

/// <summary>The words of a recipe for what happens to inputs before a model sees them.</summary>
public static class Preprocessing
{
    /// <summary>What may be said for normalizing.</summary>
    public static readonly IReadOnlyList<string> NormalizerWords = ["none", "center", "standardize", "pca", "zca"];

    /// <summary>Images have many axes of next to no variation; whitening must not blow them up.</summary>
    const double ImageFloor = 0.1, TableFloor = 1e-6;

    /// <summary>
    /// Fits to the training part: normalize, then features if any ("poly:3", "rbf:200"), which are standardized again unless nothing is normalized.
    /// Tokens stay as they are.
    /// </summary>
    /// <exception cref="FormatException">A word is unknown; the nearest right one is named.</exception>
    /// <exception cref="DataException">The data does not suit the features.</exception>
    public static Pipeline Fit(Dataset train, string normalize, string features, long seed)
    {
        if (train.InputFields is not [RealField]) // tokens have no mean
            return features == "none" ? new Pipeline() : throw new DataException($"data.features: '{train.Name}' has {train.Form}, and features are made of numbers: leave it at none.");
        var fits = new List<Func<Dataset, Stage>>();
        if (Normalizer(normalize) is { } first) fits.Add(first);
        if (Features(features, seed) is { } second)
        {
            fits.Add(second);
            if (fits.Count == 2) fits.Add(data => Normalizers.Standardize(data, Spread.Feature));
        }
        return Pipeline.Fit(train, [.. fits]);
    }

    static Func<Dataset, Stage>? Normalizer(string word) => word switch
    {
        "none" => null,
        "center" => Normalizers.Center,
        "standardize" => data => Normalizers.Standardize(data),
        "pca" => data => Normalizers.WhitenPca(data, Floor(data)),
        "zca" => data => Normalizers.WhitenZca(data, Floor(data)),
        _ => throw new FormatException(NearestWord.Sentence("normalizer", word, NormalizerWords)),
    };

    static Func<Dataset, Stage>? Features(string text, long seed)
    {
        var name = FeatureName.Parse(text);
        if (name.Kind == "poly" && name.Sizes[0] > PolynomialFeatures.MostDegree)
            throw new FormatException($"Feature stage '{text}' does not fit: the degree goes up to {PolynomialFeatures.MostDegree}.");
        return name.Kind switch
        {
            "poly" => data => new PolynomialFeatures(data.Input.Size, name.Sizes[0]),
            "rbf" => data => RbfFeatures.Fit(data, name.Sizes[0], seed),
            _ => null,
        };
    }

    static double Floor(Dataset data) => data.Input.Shape.Rank == 3 ? ImageFloor : TableFloor;
}
