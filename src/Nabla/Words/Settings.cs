using System.Collections.Immutable;

namespace Nabla.Words;

/// <summary>What a recipe says of its choices' own settings, by path: what was given, and what is usual for its data. Immutable.</summary>
public sealed class Settings
{
    readonly ImmutableDictionary<string, string> given, usual;

    Settings(ImmutableDictionary<string, string> given, ImmutableDictionary<string, string> usual) => (this.given, this.usual) = (given, usual);

    /// <summary>Nothing said.</summary>
    public static Settings None { get; } = new(ImmutableDictionary<string, string>.Empty, ImmutableDictionary<string, string>.Empty);

    /// <summary>The same, and a value that was given.</summary>
    public Settings With(string path, string text) => new(given.SetItem(path, text), usual);

    /// <summary>The same, and a value that takes the place of the choice's default.</summary>
    public Settings Usually(string path, string text) => new(given, usual.SetItem(path, text));

    /// <summary>What was given; null for nothing.</summary>
    public string? Given(string path) => given.GetValueOrDefault(path);

    /// <summary>What holds where nothing was given; null for the choice's default.</summary>
    public string? Usual(string path) => usual.GetValueOrDefault(path);
}
