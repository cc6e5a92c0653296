using System.Globalization;
using Nabla.Checkpoints;
using Nabla.Data;
using Nabla.Features;
using Nabla.Recipes;
using Nabla.Tensors;

namespace Nabla.Training;

/// <summary>What a recipe asks to be done to inputs before the model sees them, fitted on the training part, and its place in a model file.</summary>
internal static class Preprocessing
{
    const string Prefix = "preprocessing.";

    /// <summary>Fits normalisation and features to the training part.</summary>
    /// <exception cref="FormatException">The recipe names something unknown.</exception>
    public static Pipeline Fit(Recipe recipe, Dataset train)
    {
        List<Func<Dataset, Stage>> fits = [];
        if (Normalizer(recipe.Normalize) is { } normalize) fits.Add(normalize);
        string[] features = recipe.Features.Split(':');
        switch (features[0])
        {
            case "none": break;
            case "poly":
                fits.Add(set => new PolynomialFeatures(set.Input.Size, Number(features, recipe.Features)));
                fits.Add(set => Normalizers.Standardize(set, Spread.Feature)); // powers have very different sizes
                break;
            case "rbf": fits.Add(set => RbfFeatures.Fit(set, Number(features, recipe.Features), recipe.Seed)); break;
            default: throw new FormatException($"Features '{recipe.Features}' are unknown: expected none, poly:DEGREE or rbf:CENTERS.");
        }
        return Pipeline.Fit(train, [.. fits]);
    }

    /// <summary>The fitted numbers as tensors for a model file.</summary>
    public static IReadOnlyList<(string Name, Tensor Value)> State(Pipeline pipeline) =>
        [.. pipeline.State().Select(array => (Prefix + array.Name, Tensor.From(array.Values, array.Shape)))];

    /// <summary>The stages that a model file holds.</summary>
    /// <exception cref="DataException">They are damaged.</exception>
    public static Pipeline Load(SafetensorsFile file) => Pipeline.Load(file.Entries.Where(entry => entry.Name.StartsWith(Prefix, StringComparison.Ordinal)).Select(entry =>
    {
        var values = new float[checked((int)entry.Shape.Count)];
        file.ReadFloats(entry, values);
        return new StageArray(entry.Name[Prefix.Length..], entry.Shape, values);
    }));

    static Func<Dataset, Stage>? Normalizer(string name) => name switch
    {
        "none" => null,
        "center" => Normalizers.Center,
        "standardize" => set => Normalizers.Standardize(set),
        "pca" => set => Normalizers.WhitenPca(set),
        "zca" => set => Normalizers.WhitenZca(set),
        _ => throw new FormatException(Words.NearestWord.Sentence("Normalization", name, ["none", "center", "standardize", "pca", "zca"])),
    };

    static int Number(string[] words, string text) =>
        words.Length == 2 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number : throw new FormatException($"Features '{text}': expected a whole number after the colon, as in poly:3 or rbf:200.");
}
