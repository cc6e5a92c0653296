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
        var features = FeatureName.Parse(recipe.Features);
        if (features.Kind == "poly")
        {
            fits.Add(set => new PolynomialFeatures(set.Input.Size, features.Sizes[0]));
            fits.Add(set => Normalizers.Standardize(set, Spread.Feature)); // powers have very different sizes
        }
        else if (features.Kind == "rbf") fits.Add(set => RbfFeatures.Fit(set, features.Sizes[0], recipe.Seed));
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
}
