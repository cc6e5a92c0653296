namespace Nabla.Experiments;

/// <summary>The whole description of a training run: with the same recipe come the same bytes. The defaults are those of the main job. Every property
/// has a field of <see cref="RecipeFields"/> beside it, which gives it a path, a description, and a check; values set here are checked by
/// <see cref="RecipeFields.Check"/>. Settings of single optimizers and models are fields too, and are kept in <see cref="Said"/>.</summary>
public sealed partial record Recipe
{
    /// <summary>The lecture's summary ("Standard optimization"): AdamW, clipping, cosine schedule, warm-up, fan-in initialization.</summary>
    public static Recipe Standard { get; } = new();

    /// <summary><c>seed</c>: where all random numbers come from.</summary>
    public long Seed { get; init; }

    /// <summary><c>threads</c>: threads that compute; null for one per core. It does not change results.</summary>
    public int? Threads { get; init; }

    internal static IEnumerable<RecipeField> RunFields =>
    [
        Of("seed", "where all random numbers come from: same seed, same bytes", Whole(long.MinValue), r => r.Seed, (r, v) => r with { Seed = v }),
        Of("threads", "threads that compute; results do not depend on it", Whole(1, 1024).Or("none", "one per core"),
            r => r.Threads, (r, v) => r with { Threads = v }),
    ];

    /// <summary>Whether each field says the same.</summary>
    public bool Equals(Recipe? other) => other is not null && !RecipeFields.Differences(this, other).Any();

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Seed, Data, Model, Optimizer);

    static RecipeField Of<T>(
        string path, string description, Notation<T> notation, Func<Recipe, T> get, Func<Recipe, T, Recipe> set, IEnumerable<Choice>? all = null) =>
        new(path, description, notation.Expected,
            recipe => notation.Write(get(recipe)), (recipe, text) => set(recipe, RecipeField.Read(() => notation.Read(path, text))))
        { Choices = [.. all ?? []] };
}
