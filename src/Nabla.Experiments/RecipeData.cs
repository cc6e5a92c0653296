using Nabla.Losses;

namespace Nabla.Experiments;

/// <summary>The data that a recipe names, cut as it says.</summary>
public static class RecipeData
{
    const long MostKeptNumbers = 1 << 26;

    /// <summary>Loads the data and sets parts aside.</summary>
    /// <param name="recipe">What names the data.</param>
    /// <param name="tokenizer">The file of the tokenizer of a run that was trained before, if there is one.</param>
    /// <exception cref="DataException">The data is missing or damaged, or cannot be cut as asked.</exception>
    public static DataSplit Load(Recipe recipe, string? tokenizer = null) => Load(recipe, OptionsOf(recipe, tokenizer));

    internal static DataSplit Load(Recipe recipe, DataOptions options)
    {
        DataSplit split = DataCatalog.Default.Load(recipe.Data, options);
        if (recipe.Validation is { IsZero: false } amount && !options.IsWhole)
        {
            if (split.Train.Count is null)
                throw new DataException($"data.validation: '{split.Train.Name}' is endless and brings its own validation part: leave data.validation at 0.");
            if (split.Validation is null)
                throw new DataException($"data.validation: {amount} of {split.Train.Count} examples leaves nothing to choose by.");
        }
        return split with { Test = Kept(split.Test), Validation = split.Validation is { } validation ? Kept(validation) : null };
    }

    /// <summary>How a recipe says that its data is to be loaded.</summary>
    internal static DataOptions OptionsOf(Recipe recipe, string? tokenizer) => new()
    {
        Seed = recipe.Seed, TestShare = recipe.Test.Value, Validation = recipe.ValidationOf, Label = recipe.Label, Target = TargetOf(recipe.Loss),
        Window = recipe.Window, HasLines = recipe.HasLines, ReadsOnce = recipe.ReadsOnce, Tokenizer = File.Exists(tokenizer) ? tokenizer : recipe.Tokenizer,
    };

    // What is judged again and again is drawn once, where it fits.
    static Dataset Kept(Dataset part) =>
        part.IsImmediate || part.Count is not { } count
            || count * part.InputFields.Concat(part.TargetFields).Sum(field => (long)field.Size) > MostKeptNumbers
            ? part : ArrayDataset.CopyOf(part);

    static TargetKind TargetOf(string loss) =>
        loss == "auto" ? TargetKind.Auto : Loss.Parse(loss).Target == LossTarget.Numbers ? TargetKind.Values : TargetKind.Classes;
}
