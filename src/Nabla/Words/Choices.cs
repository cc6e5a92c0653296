namespace Nabla.Words;

/// <summary>All choices of one kind, and the grammar that reads them: a name in any case, a colon, and values of its settings.</summary>
/// <param name="what">What they are, for messages: "Optimizer".</param>
/// <param name="all">The choices.</param>
public sealed class Choices<C>(string what, IEnumerable<C> all) where C : Choice
{
    readonly SortedDictionary<string, C> byName = new(all.ToDictionary(choice => choice.Name), StringComparer.Ordinal);

    /// <summary>The choices, by name.</summary>
    public IReadOnlyCollection<C> All => byName.Values;

    /// <summary>Their names.</summary>
    public IReadOnlyCollection<string> Names => byName.Keys;

    /// <summary>How they are written.</summary>
    public IEnumerable<string> Forms => All.Select(choice => choice.Form);

    /// <summary>Reads a text.</summary>
    /// <param name="text">A name, and what stands after it.</param>
    /// <param name="said">What a recipe says of settings.</param>
    /// <param name="whole">What shares are taken of.</param>
    /// <exception cref="FormatException">The name is unknown, with the nearest right one named, or a number does not fit.</exception>
    public (C Choice, Written Written) Read(string text, Settings? said = null, long whole = 0)
    {
        string[] words = text.Trim().ToLowerInvariant().Split(':', 2);
        var choice = byName.GetValueOrDefault(words[0]) ?? throw new FormatException(NearestWord.Sentence(what, words[0], Names));
        return (choice, new(what, text, choice, words.Length == 1 ? [] : words[1].Split(choice.Separator), said ?? Settings.None, whole));
    }
}

/// <summary>Makes choices by their text.</summary>
public static class ChoicesByText
{
    /// <summary>What a text names.</summary>
    /// <param name="choices">What it may name.</param>
    /// <param name="text">A name, and what stands after it.</param>
    /// <param name="said">What a recipe says of settings.</param>
    /// <param name="whole">What shares are taken of.</param>
    /// <exception cref="FormatException">The name is unknown, with the nearest right one named, or a number does not fit.</exception>
    public static T Make<T>(this Choices<Choice<T>> choices, string text, Settings? said = null, long whole = 0)
    {
        var (choice, written) = choices.Read(text, said, whole);
        return written.Make(choice.Make);
    }
}
