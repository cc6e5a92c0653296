namespace Nabla.Data;

/// <summary>What one part of an example is: real numbers (<see cref="RealField"/>), one of several classes (<see cref="LabelField"/>), or a sequence
/// of tokens (<see cref="TokenField"/>). An example has one part or more on each side, input and target.</summary>
/// <param name="shape">The shape of the part in one example; [] is a single number.</param>
/// <exception cref="ArgumentException">The shape is empty or too large.</exception>
public abstract class Field(Shape shape)
{
    /// <summary>The shape of the part in one example; [] is a single number.</summary>
    public Shape Shape { get; } = shape.Count is >= 1 and <= int.MaxValue ? shape
        : throw new ArgumentException($"A field has between 1 and {int.MaxValue} numbers, got shape {shape}.");

    /// <summary>What the part is called, such as the column of a table; empty where nobody said.</summary>
    public string Name { get; init; } = "";

    /// <summary>How many numbers one example has here.</summary>
    public int Size => (int)Shape.Count;

    /// <summary>Whether the numbers are whole (labels, tokens) rather than real.</summary>
    public abstract bool IsInteger { get; }

    /// <summary>The names of the classes, by label; empty where there are none.</summary>
    public virtual IReadOnlyList<string> ClassNames => [];

    /// <summary>Whether values of one field may stand where the other is expected.</summary>
    public virtual bool Matches(Field other) => GetType() == other.GetType() && Shape == other.Shape && FirstUnlike(other) is null;

    /// <summary>Names the first class or token in which two fields differ, for a message; empty where none does.</summary>
    public string Unlike(Field other) => FirstUnlike(other) is { There: { } there } pair
        ? $" (class {pair.Number} is '{Excerpt.Of(pair.Here)}' here, '{Excerpt.Of(there)}' there)" : "";

    /// <summary>All that tells it from other fields besides its shape: what its numbers are called.</summary>
    public virtual IEnumerable<string> Words => ClassNames;

    (int Number, string Here, string? There)? FirstUnlike(Field other)
    {
        using var there = other.Words.GetEnumerator();
        int number = 0;
        foreach (string here in Words)
        {
            bool more = there.MoveNext();
            if (!more || there.Current != here) return (number, here, more ? there.Current : null);
            number++;
        }
        return there.MoveNext() ? (number, "", null) : null;
    }

    /// <summary>Real numbers of a shape.</summary>
    /// <param name="shape">The shape of one example.</param>
    /// <param name="columns">What each number is called, if it is a row of a table.</param>
    /// <exception cref="ArgumentException">The shape is empty or too large, or there is not one name for each number.</exception>
    public static RealField Reals(Shape shape, IReadOnlyList<string>? columns = null) => new(shape, columns);

    /// <summary>One label among named classes.</summary>
    /// <exception cref="ArgumentException">There is no name, or two are the same.</exception>
    public static LabelField Classes(IReadOnlyList<string> names) => new(names);

    /// <summary>One label among <paramref name="count"/> classes that are called 0, 1, 2, …</summary>
    public static LabelField Numbered(int count) => new(LabelField.Numbers(count));

    /// <summary>A sequence of tokens.</summary>
    /// <param name="vocabulary">What tokens there are.</param>
    /// <param name="length">Places of a sequence, at most.</param>
    /// <param name="padding">The token that stands before the beginning and fills up after the end, if there is one.</param>
    /// <exception cref="ArgumentException">There is no place, or the padding is no token.</exception>
    public static TokenField Tokens(Vocabulary vocabulary, int length, int? padding = null) => new(vocabulary, length, padding);
}

/// <summary>Real numbers of a shape: an image [channels, height, width], a row of a table [columns], values to predict.</summary>
public sealed class RealField : Field
{
    internal RealField(Shape shape, IReadOnlyList<string>? columns) : base(shape)
    {
        Columns = columns ?? [];
        if (Columns.Count > 0 && Columns.Count != Size) throw new ArgumentException($"A field {shape} has {Size} numbers, but names for {Columns.Count}.");
    }

    /// <summary>What each number is called, if it is a row of a table; else empty.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    public override bool IsInteger => false;

    /// <summary>For example "reals [1, 28, 28]".</summary>
    public override string ToString() => $"reals {Shape}";
}

/// <summary>One label among named classes.</summary>
public sealed class LabelField : Field
{
    internal LabelField(IReadOnlyList<string> names) : base([]) => ClassNames = Distinct([.. names]);

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClassNames { get; }

    /// <inheritdoc/>
    public override bool IsInteger => true;

    /// <summary>For example "10 classes".</summary>
    public override string ToString() => $"{ClassNames.Count} classes";

    internal static string[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    internal static string[] Distinct(string[] names)
    {
        if (names.Length == 0) throw new ArgumentException("Classes and tokens need names: there is none.");
        var seen = new HashSet<string>();
        foreach (string name in names)
            if (!seen.Add(name)) throw new ArgumentException($"Class name '{name}' appears twice: names must differ.");
        return names;
    }
}

/// <summary>A sequence of tokens [length]; what is shorter is filled up with the padding.</summary>
public sealed class TokenField : Field
{
    internal TokenField(Vocabulary vocabulary, int length, int? padding) : base([length])
    {
        if (padding is { } token && (uint)token >= (uint)vocabulary.Count)
            throw new ArgumentException($"A field of {vocabulary.Count} tokens cannot be padded with token {token}.");
        (Vocabulary, Padding) = (vocabulary, padding);
    }

    /// <summary>What tokens there are.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>Places of a sequence, at most.</summary>
    public int Length => Size;

    /// <summary>The token that stands before the beginning of a sequence and fills up after its end; null where there is none.</summary>
    public int? Padding { get; }

    /// <inheritdoc/>
    public override bool IsInteger => true;

    /// <inheritdoc/>
    public override IEnumerable<string> Words => Vocabulary.Names;

    /// <inheritdoc/>
    public override bool Matches(Field other) => other is TokenField tokens && Shape == other.Shape && Padding == tokens.Padding && Vocabulary.Matches(tokens.Vocabulary);

    /// <summary>For example "tokens [64] of 65".</summary>
    public override string ToString() => $"tokens {Shape} of {Vocabulary.Count}";
}
