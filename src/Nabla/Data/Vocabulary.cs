namespace Nabla.Data;

/// <summary>What tokens there are: the numbers from 0 on, each with a name of its own. One vocabulary is shared by all fields that speak it.</summary>
public abstract class Vocabulary
{
    /// <summary>How many tokens there are: every token is less.</summary>
    public abstract int Count { get; }

    /// <summary>A short printable name of a token, unlike that of any other.</summary>
    /// <exception cref="DataException">The vocabulary has no such token.</exception>
    public abstract string NameOf(int token);

    /// <summary>All names, by token.</summary>
    public IEnumerable<string> Names => Enumerable.Range(0, Count).Select(NameOf);

    /// <summary>A vocabulary of given names.</summary>
    /// <exception cref="ArgumentException">There is no name, or two are the same.</exception>
    public static Vocabulary Of(IEnumerable<string> names) => new NamedVocabulary(LabelField.Distinct([.. names]));

    /// <summary>Tokens that are called 0, 1, 2, …</summary>
    public static Vocabulary Numbered(int count) => Of(LabelField.Numbers(count));

    /// <summary>Whether the same tokens have the same names.</summary>
    public bool Matches(Vocabulary other) => ReferenceEquals(this, other) || Count == other.Count && Names.SequenceEqual(other.Names);

    sealed class NamedVocabulary(IReadOnlyList<string> names) : Vocabulary
    {
        public override int Count => names.Count;

        public override string NameOf(int token) => (uint)token < (uint)names.Count ? names[token]
            : throw new DataException($"There is no token {token}: the vocabulary has {names.Count}.");
    }
}
