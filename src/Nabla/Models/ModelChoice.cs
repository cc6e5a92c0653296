namespace Nabla.Models;

/// <summary>A name that a model goes by.</summary>
public sealed class ModelChoice : Choice
{
    readonly Func<ModelRequest, Module> create;

    internal ModelChoice(string name, string description, TaskKind tasks, Func<ModelRequest, Module> create, params IReadOnlyList<Setting> sizes)
        : base(name, description, sizes) => (Tasks, this.create) = (tasks, create);

    /// <summary>What it can be made for.</summary>
    public TaskKind Tasks { get; }

    /// <summary>The loss that is usual for it where there are two classes; null: that of all classes.</summary>
    public string? LossOfTwoClasses { get; init; }

    /// <summary>Looks at sizes that are each in their range; an <see cref="ArgumentException"/> says why together they are not.</summary>
    internal Action<Written>? Check { get; init; }

    internal Module Create(ModelRequest request) => create(request);

    /// <summary>Whether a language model's output layer is the table of its embeddings; null: the model's own choice.</summary>
    internal static Setting<bool?> Tied { get; } =
        new("model.tied", "the output layer is the table of embeddings; auto: in transformers", Notations.Switch.Or("auto"), null);

    /// <summary>Numbers in the vector of a token; null: the model's own choice.</summary>
    internal static Setting<int?> Embedding { get; } = new("model.embedding", "numbers in the vector of a token", Notations.Whole(1, 1 << 16).Or("auto"), null);

    /// <summary>Whether a residual block is x + nn(norm(x)) instead of norm(x + nn(x)); null: the model's own choice.</summary>
    internal static Setting<bool?> PreNorm { get; } =
        new("model.preNorm", "x + nn(norm(x)) instead of norm(x + nn(x)); auto: in transformers", Notations.Switch.Or("auto"), null);

    /// <summary>Of so many blocks in a row only the first's input is kept; null: everything.</summary>
    internal static Setting<int?> Recompute { get; } = new("model.recompute",
        "of so many blocks only the first's input is kept, and backward runs them again; less memory, a third more time, the same bits",
        Notations.Whole(1, 10_000).Or("none", "everything is kept"), null);

    /// <summary>A size of at most a million, or fewer.</summary>
    internal static Setting<int> Size(string name, string description, int most = 1 << 20) => new(name, description, Notations.Whole(1, most));
}
