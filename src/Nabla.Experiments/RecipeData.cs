using Nabla.Data;
using Nabla.Data.Catalog;
using Nabla.Data.Readers;
using Nabla.Losses;
using Nabla.Text;

namespace Nabla.Experiments;

/// <summary>The data that a recipe names, cut as it says.</summary>
/// <param name="Split">What is learnt from and judged on.</param>
/// <param name="Tokenizer">What cut text into tokens; null for other data.</param>
public sealed record RecipeData(DataSplit Split, Tokenizer? Tokenizer)
{
    const long MostKeptNumbers = 1 << 26;

    /// <summary>Loads the data and sets parts aside.</summary>
    /// <param name="recipe">What names the data.</param>
    /// <param name="trained">Where the tokenizer of a run that was trained before lies; its places, if text is to be padded to as many.</param>
    /// <exception cref="DataException">The data is missing or damaged, or cannot be cut as asked.</exception>
    public static RecipeData Load(Recipe recipe, (string Tokenizer, int? Length)? trained = null)
    {
        if (DataCatalog.IsText(recipe.Data))
        {
            var text = TextCatalog.Default.Load(recipe.Data, OptionsOf(recipe, trained));
            return new(text.Split, text.Tokenizer);
        }
        var options = new DataOptions(recipe.Seed, recipe.Test.Value, new CsvOptions(recipe.Label, KindOf(recipe.Loss)));
        var split = WithValidation(DataCatalog.Default.Load(recipe.Data, options), recipe);
        return new(split with { Test = Kept(split.Test), Validation = split.Validation is { } validation ? Kept(validation) : null }, null);
    }

    static TextOptions OptionsOf(Recipe recipe, (string Tokenizer, int? Length)? trained) => new()
    {
        Seed = recipe.Seed, TestShare = recipe.Test.Value, Validation = recipe.Validation.Of, Window = recipe.Window, HasLines = recipe.HasLines, ReadsOnce = recipe.ReadsOnce,
        Tokenizer = trained is { Tokenizer: var saved } && File.Exists(saved) ? saved : recipe.Tokenizer, Length = trained?.Length,
    };

    static DataSplit WithValidation(DataSplit split, Recipe recipe)
    {
        if (recipe.Validation.IsZero) return split;
        long count = split.Train.Count ?? throw new DataException($"data.validation: '{split.Train.Name}' is endless and brings its own validation part: leave data.validation at 0.");
        long aside = recipe.Validation.Of(count);
        if (aside < 1 || aside >= count) throw new DataException($"data.validation: {recipe.Validation} of {count} examples leaves nothing to {(aside < 1 ? "choose by" : "learn from")}.");
        var cut = Splits.Holdout(split.Train, (double)aside / count, recipe.Seed);
        return new DataSplit(cut.Train, split.Test, cut.Test);
    }

    // What is judged again and again is drawn once, where it fits.
    static Dataset Kept(Dataset part) =>
        part.IsImmediate || part.Count is not { } count || count * (part.Input.Size + part.Target.Size) > MostKeptNumbers ? part : ArrayDataset.CopyOf(part);

    static TargetKind KindOf(string loss) => loss switch
    {
        "auto" => TargetKind.Auto,
        _ when Loss.Parse(loss).Target == LossTarget.Numbers => TargetKind.Values,
        _ => TargetKind.Classes,
    };
}
