namespace Nabla.Experiments;

/// <summary>The fields of settings that are declared beside the optimizers or models that have them, one for each path.</summary>
static class OwnFields
{
    public static IEnumerable<RecipeField> All =>
        [.. Of(OptimizerSettings.Choices, recipe => recipe.Optimizer), .. Of(ModelCatalog.Choices, recipe => recipe.Model)];

    static IEnumerable<RecipeField> Of<C>(Choices<C> choices, Func<Recipe, string> name) where C : Choice =>
        from choice in choices.All
        from setting in choice.Settings
        where setting.IsField
        group (choice.Name, setting) by setting.Path into shared
        orderby shared.Key
        select Field([.. shared], name, (recipe, setting) => Value(choices, name(recipe), recipe.Said, setting));

    static RecipeField Field((string Owner, Setting Setting)[] shared, Func<Recipe, string> name, Func<Recipe, Setting, string> get)
    {
        var first = shared[0].Setting;
        var owners = shared.Select(each => each.Setting.Default == first.Default ? each.Owner : $"{each.Owner} ({each.Setting.Default})");
        string Canonical(string text) => RecipeField.Read(() => first.Canonical(first.Path, text));
        return new(first.Path, $"{string.Join(", ", owners)}: {first.Description}", first.Expected, recipe => get(recipe, first),
            (recipe, text) => recipe with { Said = recipe.Said.With(first.Path, Canonical(text)) })
        {
            Since = first.Since, Unused = recipe => shared.Any(each => each.Owner == name(recipe).Split(':')[0].Trim()) ? null
                : $"{first.Path} is a setting of {string.Join(", ", shared.Select(each => each.Owner))}, and '{name(recipe)}' has none such: leave it out.",
            Suppose = (recipe, text) => recipe with { Said = recipe.Said.Usually(first.Path, Canonical(text)) },
        };
    }

    // What the choice of the recipe takes; where it has no such setting, what others would.
    static string Value<C>(Choices<C> choices, string name, Settings said, Setting setting) where C : Choice
    {
        if (said.Given.TryGetValue(setting.Path, out string? given)) return given;
        string otherwise = said.Usual.GetValueOrDefault(setting.Path) ?? setting.Default ?? "";
        try { return choices.Read(name, said).Written.TextOf(setting.Path) ?? otherwise; }
        catch (FormatException) { return otherwise; } // the name is refused by its own field
    }
}
