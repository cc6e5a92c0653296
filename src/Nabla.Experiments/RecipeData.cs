using Nabla.Data.Catalog;
using Nabla.Data.Readers;
using Nabla.Losses;
using Nabla.Text;

namespace Nabla.Experiments;

/// <summary>The data that a recipe names, cut as it says.</summary>
public static class RecipeData
{
    const long MostKeptNumbers = 1 << 26;

    /// <summary>Loads the data and sets parts aside.</summary>
    /// <param name="recipe">What names the data.</param>
    /// <param name="trained">Where the tokenizer of a run that was trained before lies; its places, if text is to be padded to as many.</param>
    /// <exception cref="DataException">The data is missing or damaged, or cannot be cut as asked.</exception>
    public static DataSplit Load(Recipe recipe, (string Tokenizer, int? Length)? trained = null)
    {
        if (DataCatalog.IsText(recipe.Data)) return TextCatalog.Default.Load(recipe.Data, OptionsOf(recipe, trained)).Split;
        var options = new DataOptions(recipe.Seed, recipe.Test.Value, new CsvOptions(recipe.Label, KindOf(recipe.Loss)));
        var split = WithValidation(DataCatalog.Default.Load(recipe.Data, options), recipe);
        return split with { Test = Kept(split.Test), Validation = split.Validation is { } validation ? Kept(validation) : null };
    }

    /// <summary>The data that a recipe names, to judge a run on or to predict from: in the form that its model knows.</summary>
    public static DataSplit Load(Recipe recipe, SavedRun run) => Load(recipe, (run.Folder.Tokenizer, run.Model.InputFields[0] is TokenField tokens ? tokens.Length : null));

    static TextOptions OptionsOf(Recipe recipe, (string Tokenizer, int? Length)? trained) => new()
    {
        Seed = recipe.Seed, TestShare = recipe.Test.Value, Validation = recipe.ValidationOf, Window = recipe.Window, HasLines = recipe.HasLines, ReadsOnce = recipe.ReadsOnce,
        Tokenizer = trained is { Tokenizer: var saved } && File.Exists(saved) ? saved : recipe.Tokenizer, Length = trained?.Length,
    };

    static DataSplit WithValidation(DataSplit split, Recipe recipe)
    {
        if (recipe.Validation is { IsZero: true } || recipe.Validation is null && (!recipe.Chooses || split.Validation is not null || split.Train.Count is null or < 2)) return split;
        long count = split.Train.Count ?? throw new DataException($"data.validation: '{split.Train.Name}' is endless and brings its own validation part: leave data.validation at 0.");
        long aside = recipe.ValidationOf(count);
        if (aside < 1 || aside >= count) throw new DataException($"data.validation: {recipe.Validation} of {count} examples leaves nothing to {(aside < 1 ? "choose by" : "learn from")}.");
        var cut = Splits.Holdout(split.Train, (double)aside / count, recipe.Seed);
        return new DataSplit(cut.Train, split.Test, cut.Test);
    }

    // What is judged again and again is drawn once, where it fits.
    static Dataset Kept(Dataset part) =>
        part.IsImmediate || part.Count is not { } count || count * part.InputFields.Concat(part.TargetFields).Sum(field => (long)field.Size) > MostKeptNumbers ? part : ArrayDataset.CopyOf(part);

    static TargetKind KindOf(string loss) => loss switch
    {
        "auto" => TargetKind.Auto,
        _ when Loss.Parse(loss).Target == LossTarget.Numbers => TargetKind.Values,
        _ => TargetKind.Classes,
    };
}
