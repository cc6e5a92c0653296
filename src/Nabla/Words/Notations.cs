namespace Nabla.Words;

/// <summary>The kinds of values that recipes and names are made of.</summary>
public static class Notations
{
    static readonly CultureInfo invariant = CultureInfo.InvariantCulture;

    /// <summary>Any finite number.</summary>
    public static Notation<double> AnyNumber { get; } = Number("a number", _ => true);

    /// <summary>A share of the past that is kept, a probability: below 1.</summary>
    public static Notation<double> Share { get; } = Number("a number from 0, below 1", value => value is >= 0 and < 1);

    /// <summary>A number above 0.</summary>
    public static Notation<double> Positive { get; } = Number("a number above 0", value => value > 0);

    /// <summary>A number from 0 on.</summary>
    public static Notation<double> NotNegative { get; } = Number("a number from 0", value => value >= 0);

    /// <summary>true or false.</summary>
    public static Notation<bool> Switch { get; } = Either("true", "false");

    /// <summary>A finite number that fits.</summary>
    public static Notation<double> Number(string expected, Func<double, bool> fits) => new(expected,
        (text, out value) => double.TryParse(text, NumberStyles.Float, invariant, out value) && double.IsFinite(value) && fits(value),
        value => value.ToString("R", invariant).ToLowerInvariant());

    /// <summary>A whole number of a range.</summary>
    public static Notation<T> Whole<T>(T least, T? most = null) where T : struct, IBinaryInteger<T>, IMinMaxValue<T> => new(
        $"a whole number{(least > T.MinValue ? $" from {least}" : "")}{(most is { } limit ? $" to {limit}" : "")}",
        (text, out value) => T.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out value) && value >= least && value <= (most ?? T.MaxValue),
        value => value.ToString(null, invariant));

    /// <summary>One of two words.</summary>
    public static Notation<bool> Either(string yes, string no)
    {
        var words = Word(yes, no);
        return new(words.Expected, (text, out value) =>
        {
            bool isWord = words.TryRead(text, out string word);
            value = word == yes;
            return isWord;
        }, value => value ? yes : no);
    }

    /// <summary>One of some words, whatever their case.</summary>
    public static Notation<string> Word(params IReadOnlyCollection<string> words) => new($"one of {string.Join(", ", words)}", (text, out word) =>
    {
        word = text.ToLowerInvariant();
        return words.Contains(word) ? true : throw new FormatException(NearestWord.Sentence("the word", text, words));
    }, word => word);

    /// <summary>A name with its numbers, in lower case; what checks it throws a <see cref="FormatException"/>.</summary>
    public static Notation<string> Name(IEnumerable<string> forms, Action<string> check) => new(string.Join(", ", forms), (text, out name) =>
    {
        check(name = text.ToLowerInvariant());
        return true;
    }, name => name);

    /// <summary>Any text, or any that is not empty.</summary>
    public static Notation<string> AnyText(string expected, bool mayBeEmpty = false) =>
        new(expected, (text, out value) => (value = text).Length > 0 || mayBeEmpty, text => text);

    /// <summary>What a parser makes of a text; its <see cref="FormatException"/> says what it expects.</summary>
    public static Notation<T> Parsed<T>(string expected, Func<string, T> parse) where T : struct => new(expected, (text, out value) =>
    {
        value = parse(text);
        return true;
    }, value => value.ToString()!);

    /// <summary>A value, or a word for none.</summary>
    public static Notation<T?> Or<T>(this Notation<T> notation, string none, string meaning = "") where T : struct =>
        new(With(notation.Expected, none, meaning), (text, out value) =>
    {
        value = null;
        if (IsWord(text, none)) return true;
        bool fits = notation.TryRead(text, out T inner);
        value = inner;
        return fits;
    }, value => value is { } inner ? notation.Write(inner) : none);

    /// <summary>A text, or a word for none.</summary>
    public static Notation<string?> Or(this Notation<string> notation, string none, string meaning = "") =>
        new(With(notation.Expected, none, meaning), (text, out value) =>
    {
        value = null;
        return IsWord(text, none) || notation.TryRead(text, out value);
    }, value => value ?? none);

    static bool IsWord(string text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);

    static string With(string expected, string none, string meaning) => $"{expected}, or {none}{(meaning.Length > 0 ? $" ({meaning})" : "")}";
}
