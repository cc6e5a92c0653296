namespace Nabla.Models;

/// <summary>A name that a model goes by.</summary>
public sealed class ModelChoice : Choice
{
    readonly Func<ModelRequest, Module> create;

    internal ModelChoice(string name, string description, TaskKind tasks, Func<ModelRequest, Module> create, params IReadOnlyList<Setting> sizes)
        : base(name, description, sizes) => (Tasks, this.create) = (tasks, create);

    /// <summary>What it can be made for.</summary>
    public TaskKind Tasks { get; }

    /// <summary>Looks at sizes that are each in their range; an <see cref="ArgumentException"/> says why together they are not.</summary>
    internal Action<Written>? Check { get; init; }

    internal Module Create(ModelRequest request) => create(request);

    /// <summary>A size of at most a million, or fewer.</summary>
    internal static Setting<int> Size(string name, string description, int most = 1 << 20) => new(name, description, Notations.Whole(1, most));
}
