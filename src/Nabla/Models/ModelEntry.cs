using Nabla.Modules;
using Nabla.Words;

namespace Nabla.Models;

/// <summary>A name that a model goes by.</summary>
/// <param name="Form">How it is written.</param>
/// <param name="Tasks">What it can be made for.</param>
/// <param name="Create">Makes one.</param>
sealed record ModelEntry(SizedForm Form, TaskKind Tasks, Func<ModelRequest, Module> Create)
{
    /// <summary>Looks at sizes that are each in their range; throws <see cref="FormatException"/> if together they are not.</summary>
    public Action<SizedName>? Check { get; init; }
}
