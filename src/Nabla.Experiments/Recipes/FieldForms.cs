using System.Globalization;
using Nabla.Words;

namespace Nabla.Experiments;

/// <summary>The kinds of fields that <see cref="RecipeFields"/> is made of: how each kind of value is read, checked and written.</summary>
static class FieldForms
{
    const string None = "none";

    /// <summary>What leaves a choice to the model.</summary>
    public const string Auto = "auto";

    public static RecipeField Whole(string path, string description, Func<Recipe, long> get, Func<Recipe, long, Recipe> set, long least, long most = long.MaxValue) =>
        new(path, description, Range("a whole number", least, most), recipe => Text(get(recipe)), Setter(path, Range("a whole number", least, most), WholeIn(least, most), set));

    public static RecipeField WholeOrNone(string path, string description, string none, Func<Recipe, long?> get, Func<Recipe, long?, Recipe> set, long most = long.MaxValue)
    {
        string expected = $"{Range("a whole number", 1, most)}, or {None} ({none})";
        return new(path, description, expected, recipe => get(recipe) is { } value ? Text(value) : None,
            Setter(path, expected, text => IsNone(text) ? (true, null) : WholeIn(1, most)(text) is (true, var value) ? (true, value) : (false, (long?)null), set));
    }

    public static RecipeField Number(string path, string description, string expected, Func<double, bool> fits, Func<Recipe, double> get, Func<Recipe, double, Recipe> set) =>
        new(path, description, expected, recipe => Text(get(recipe)), Setter(path, expected, NumberThat(fits), set));

    public static RecipeField NumberOrNone(string path, string description, string expected, Func<double, bool> fits, Func<Recipe, double?> get, Func<Recipe, double?, Recipe> set) =>
        new(path, description, $"{expected}, or {None}", recipe => get(recipe) is { } value ? Text(value) : None,
            Setter(path, $"{expected}, or {None}", text => IsNone(text) ? (true, null) : NumberThat(fits)(text) is (true, var value) ? (true, value) : (false, (double?)null), set));

    public static RecipeField Switch(string path, string description, Func<Recipe, bool> get, Func<Recipe, bool, Recipe> set) =>
        Either(path, description, "true", "false", get, set);

    public static RecipeField Either(string path, string description, string yes, string no, Func<Recipe, bool> get, Func<Recipe, bool, Recipe> set) =>
        Choice(path, description, [yes, no], recipe => get(recipe) ? yes : no, (recipe, text) => set(recipe, text == yes));

    public static RecipeField Choice(string path, string description, string[] words, Func<Recipe, string> get, Func<Recipe, string, Recipe> set) =>
        new(path, description, $"one of {string.Join(", ", words)}", get, (recipe, text) =>
        {
            string word = text.Trim().ToLowerInvariant();
            return words.Contains(word) ? set(recipe, word)
                : throw new RecipeException($"{path} expects one of {string.Join(", ", words)}; got '{text}': did you mean '{NearestWord.Of(word, words)}'?");
        });

    /// <summary>Text whose form is checked by a method that throws <see cref="FormatException"/> with a whole sentence.</summary>
    public static RecipeField Written(string path, string description, string expected, Action<string> check, Func<Recipe, string> get, Func<Recipe, string, Recipe> set) =>
        new(path, description, expected, get, (recipe, text) =>
        {
            try { check(text); }
            catch (FormatException error) { throw new RecipeException($"{path}: {error.Message}", error); }
            return set(recipe, text.Trim());
        });

    /// <summary>A value that a parser makes; the parser's <see cref="FormatException"/> says what it expects.</summary>
    public static RecipeField Parsed<T>(string path, string description, Func<string, T> parse, Func<Recipe, T> get, Func<Recipe, T, Recipe> set) where T : notnull =>
        new(path, description, ExpectedBy(parse), recipe => get(recipe).ToString()!, (recipe, text) =>
        {
            try { return set(recipe, parse(text)); }
            catch (FormatException error) { throw new RecipeException($"{path} expects {error.Message}; got '{text}'.", error); }
        });

    public static RecipeField TextOrNone(string path, string description, string none, Func<Recipe, string?> get, Func<Recipe, string?, Recipe> set) =>
        new(path, description, $"a text, or {None} ({none})", recipe => get(recipe) ?? None, (recipe, text) => set(recipe, IsNone(text) ? null : text.Trim()));

    /// <summary>A value, or <see cref="Auto"/>, which leaves it to the model.</summary>
    public static RecipeField ChoiceOrAuto(string path, string description, string[] words, Func<Recipe, string?> get, Func<Recipe, string?, Recipe> set) =>
        Choice(path, description, [Auto, .. words], recipe => get(recipe) ?? Auto, (recipe, word) => set(recipe, word == Auto ? null : word));

    public static RecipeField SwitchOrAuto(string path, string description, Func<Recipe, bool?> get, Func<Recipe, bool?, Recipe> set) =>
        ChoiceOrAuto(path, description, ["true", "false"], recipe => get(recipe) is { } value ? (value ? "true" : "false") : null, (recipe, word) => set(recipe, word is null ? null : word == "true"));

    public static RecipeField WholeOrAuto(string path, string description, Func<Recipe, int?> get, Func<Recipe, int?, Recipe> set, int most)
    {
        string expected = $"{Range("a whole number", 1, most)}, or {Auto}";
        return new(path, description, expected, recipe => get(recipe) is { } value ? Text(value) : Auto,
            Setter(path, expected, text => IsAuto(text) ? (true, null) : WholeIn(1, most)(text) is (true, var value) ? (true, (int)value) : (false, (int?)null), set));
    }

    public static RecipeField NumberOrAuto(string path, string description, string expected, Func<double, bool> fits, Func<Recipe, double?> get, Func<Recipe, double?, Recipe> set) =>
        new(path, description, $"{expected}, or {Auto}", recipe => get(recipe) is { } value ? Text(value) : Auto,
            Setter(path, $"{expected}, or {Auto}", text => IsAuto(text) ? (true, null) : NumberThat(fits)(text) is (true, var value) ? (true, value) : (false, (double?)null), set));

    static Func<Recipe, string, Recipe> Setter<T>(string path, string expected, Func<string, (bool, T)> read, Func<Recipe, T, Recipe> set) =>
        (recipe, text) => read(text.Trim()) is (true, var value) ? set(recipe, value) : throw new RecipeException($"{path} expects {expected}; got '{text}'.");

    static Func<string, (bool, long)> WholeIn(long least, long most) => text =>
        (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value >= least && value <= most, value);

    static Func<string, (bool, double)> NumberThat(Func<double, bool> fits) => text =>
        (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) && fits(value), value);

    static string ExpectedBy<T>(Func<string, T> parse)
    {
        try { parse(""); }
        catch (FormatException error) { return error.Message; }
        return "a text";
    }

    static string Range(string what, long least, long most) =>
        most < long.MaxValue ? $"{what} from {least} to {most}" : least > long.MinValue ? $"{what} from {least}" : what;

    static bool IsAuto(string text) => text.Trim().Equals(Auto, StringComparison.OrdinalIgnoreCase);

    static bool IsNone(string text) => text.Trim().Equals(None, StringComparison.OrdinalIgnoreCase);

    static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant();
}
