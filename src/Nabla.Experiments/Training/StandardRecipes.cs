namespace Nabla.Experiments;

/// <summary>What a recipe has where it is silent: the lecture's summary, and what its data declares besides.</summary>
public static class StandardRecipes
{
    /// <summary>The recipe of all defaults for a data set, known by name or path.</summary>
    public static Recipe For(string data) => DataCatalog.DefaultsOf(data) is { Count: > 0 } defaults
        ? defaults.Aggregate(Recipe.Standard with { Data = data }, (recipe, field) => RecipeFields.Suppose(recipe, field.Path, field.Value)) : Recipe.Standard;
}
