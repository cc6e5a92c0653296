namespace Nabla.Words;

/// <summary>Something that a choice can be told: at its place after the choice's name, or, if its path has a section, by a recipe's field.</summary>
/// <param name="path">A name, such as <c>floor</c>; or the path of a recipe's field, such as <c>optimizer.beta1</c>, which choices may share.</param>
/// <param name="description">What it is, in one line.</param>
public abstract class Setting(string path, string description)
{
    /// <summary>A name, or the path of a field of recipes.</summary>
    public string Path => path;

    /// <summary>The last part of the path.</summary>
    public string Name => path[(path.IndexOf('.') + 1)..];

    /// <summary>Whether recipes have a field of this path.</summary>
    public bool IsField => path.Contains('.');

    /// <summary>What it is, in one line.</summary>
    public string Description => description;

    /// <summary>What a value looks like.</summary>
    public abstract string Expected { get; }

    /// <summary>The value where nothing is said, as text; null where something must be said.</summary>
    public abstract string? Default { get; }

    /// <summary>The version of Nabla from which on recipes have the field.</summary>
    public Version Since { get; init; } = new(0, 1);

    /// <summary>Whether it takes as many places as there are numbers, one at least.</summary>
    public bool Repeats { get; init; }

    /// <summary>The text of a value as it is always written.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public abstract string Canonical(string what, string text);
}

/// <summary>A setting whose values are of one type.</summary>
public sealed class Setting<T> : Setting
{
    readonly string? otherwise;

    /// <summary>A setting that must be given.</summary>
    public Setting(string path, string description, Notation<T> notation) : base(path, description) => Notation = notation;

    /// <summary>A setting with a default.</summary>
    public Setting(string path, string description, Notation<T> notation, T otherwise) : this(path, description, notation) =>
        this.otherwise = notation.Write(otherwise);

    /// <summary>How values are written.</summary>
    public Notation<T> Notation { get; }

    /// <inheritdoc/>
    public override string Expected => Notation.Expected;

    /// <inheritdoc/>
    public override string? Default => otherwise;

    /// <inheritdoc/>
    public override string Canonical(string what, string text) => Notation.Write(Notation.Read(what, text));
}
