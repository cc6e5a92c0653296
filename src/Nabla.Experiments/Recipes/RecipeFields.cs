namespace Nabla.Experiments;

/// <summary>All fields of a <see cref="Recipe"/>, declared beside its properties and beside the choices that have settings of their own.</summary>
public static class RecipeFields
{
    /// <summary>All fields, in the order of a recipe file: those of no section, then section by section.</summary>
    public static IReadOnlyList<RecipeField> All { get; } =
    [
        .. from field in (IEnumerable<RecipeField>)
           [
               .. Recipe.RunFields, .. Recipe.DataFields, .. Recipe.ModelFields, .. Recipe.LearningFields, .. Recipe.TrainingFields, .. OwnFields.All,
           ]
           group field by field.Section into section
           from field in section
           select field,
    ];

    static readonly Dictionary<string, RecipeField> byKey = All.ToDictionary(field => Key(field.Path));

    /// <summary>The sections, in order; the first is the empty one.</summary>
    public static IReadOnlyList<string> Sections { get; } = [.. All.Select(field => field.Section).Distinct()];

    /// <summary>The field of a path; upper and lower case, '-' and '_' make no difference.</summary>
    /// <exception cref="RecipeException">There is none; the message names the nearest.</exception>
    public static RecipeField Find(string path) =>
        byKey.GetValueOrDefault(Key(path)) ?? throw new RecipeException($"A recipe has no field '{path}'; did you mean '{Nearest(path)}'?");

    /// <summary>The recipe with another value of one field.</summary>
    /// <exception cref="RecipeException">There is no such field, or the value does not fit it.</exception>
    public static Recipe Set(Recipe recipe, string path, string value) => Find(path).Set(recipe, value);

    /// <summary>The recipe with a value that holds where nobody gives another, and of a choice's own setting only where the choice has it.</summary>
    /// <exception cref="RecipeException">There is no such field, or the value does not fit it.</exception>
    public static Recipe Suppose(Recipe recipe, string path, string value) => Find(path).Suppose(recipe, value);

    /// <summary>The recipe itself, if each of its values is one that a file could hold.</summary>
    /// <exception cref="RecipeException">A value does not fit its field.</exception>
    public static Recipe Check(Recipe recipe) =>
        All.Aggregate(recipe, (checkedSoFar, field) => field.Set(checkedSoFar, field.Get(recipe))) with { Said = recipe.Said };

    /// <summary>The fields in which two recipes differ.</summary>
    public static IEnumerable<RecipeField> Differences(Recipe a, Recipe b) => All.Where(field => field.Get(a) != field.Get(b));

    static string Nearest(string path)
    {
        string name = Key(path[(path.LastIndexOf('.') + 1)..]);
        return All.FirstOrDefault(field => Key(field.Name) == name)?.Path ?? NearestWord.Of(path, All.Select(field => field.Path));
    }

    static string Key(string path) => path.Replace("-", "").Replace("_", "").Trim().ToLowerInvariant();
}
