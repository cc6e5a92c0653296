using System.Collections.Immutable;

namespace Nabla.Words;

/// <summary>What a recipe says of its choices' own settings, by path.</summary>
/// <param name="Given">What was given.</param>
/// <param name="Usual">What holds for its data where nothing was given; before the choice's default.</param>
public sealed record Settings(ImmutableDictionary<string, string> Given, ImmutableDictionary<string, string> Usual)
{
    /// <summary>Nothing said.</summary>
    public static Settings None { get; } = new(ImmutableDictionary<string, string>.Empty, ImmutableDictionary<string, string>.Empty);

    /// <summary>The same, and a value that was given.</summary>
    public Settings With(string path, string text) => this with { Given = Given.SetItem(path, text) };

    /// <summary>The same, and a value that takes the place of the choice's default.</summary>
    public Settings Usually(string path, string text) => this with { Usual = Usual.SetItem(path, text) };
}
