namespace Nabla.Experiments;

/// <summary>One field of a <see cref="Recipe"/>, as text: what YAML files, flags, <c>--set</c>, help and searches over recipes work with.</summary>
/// <param name="Path">Section and name, such as <c>optimizer.learningRate</c>, or a name alone.</param>
/// <param name="Description">What it is, in one line.</param>
/// <param name="Expected">What a value looks like, as in "a number above 0".</param>
/// <param name="Get">The value as text; "none" where there is none.</param>
/// <param name="Set">The recipe with another value; throws <see cref="RecipeException"/>, naming the field, what is expected and what came.</param>
public sealed record RecipeField(string Path, string Description, string Expected, Func<Recipe, string> Get, Func<Recipe, string, Recipe> Set)
{
    /// <summary>The part of the path before the dot; empty for a field of no section.</summary>
    public string Section => Path.Contains('.') ? Path[..Path.IndexOf('.')] : "";

    /// <summary>The part of the path after the dot.</summary>
    public string Name => Path[(Path.IndexOf('.') + 1)..];

    /// <summary>The value in <see cref="Recipe.Standard"/>.</summary>
    public string Default => Get(Recipe.Standard);

    /// <summary>The version of Nabla from which on recipes have it: those of older runs lack it, and the default holds.</summary>
    public Version Since { get; init; } = new(0, 1);

    /// <summary>The recipe with a value that holds where nobody gives another: of a setting that a choice declares, only where the recipe's choice has it.</summary>
    public Func<Recipe, string, Recipe> Suppose { get => field ?? Set; init; }

    /// <summary>Why the value has no effect in a recipe: whose setting it is, where the recipe's choice has no such; null where it has one.</summary>
    public Func<Recipe, string?> Unused { get; init; } = _ => null;

    /// <summary>What the field may name, where it names something.</summary>
    public IReadOnlyCollection<Choice> Choices { get; init; } = [];

    /// <summary>What is read; where it does not fit, the message is a recipe's.</summary>
    internal static T Read<T>(Func<T> read)
    {
        try { return read(); }
        catch (FormatException error) { throw new RecipeException(error.Message, error); }
    }
}
