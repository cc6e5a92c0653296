namespace Nabla.Words;

/// <summary>How values of one kind are written in recipes, in options and after names. The usual kinds are in <see cref="Notations"/>.</summary>
/// <param name="expected">What a value looks like, as in "a number above 0".</param>
/// <param name="read">Reads a text without blanks around it.</param>
/// <param name="write">Writes a value so that it is read back.</param>
public sealed class Notation<T>(string expected, Notation<T>.Reader read, Func<T, string> write)
{
    /// <summary>Whether a text is a value of this kind; a <see cref="FormatException"/> says in a sentence what is wrong with it.</summary>
    public delegate bool Reader(string text, out T value);

    /// <summary>What a value looks like.</summary>
    public string Expected => expected;

    /// <summary>Whether a text is a value of this kind.</summary>
    public bool TryRead(string text, out T value) => read(text.Trim(), out value);

    /// <summary>The value of a text.</summary>
    /// <param name="what">What is read, for messages.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text is none; the message says what is expected.</exception>
    public T Read(string what, string text)
    {
        try
        {
            return TryRead(text, out T value) ? value : throw new FormatException($"{what} expects {expected}; got '{text}'.");
        }
        catch (FormatException error) when (!error.Message.StartsWith(what, StringComparison.Ordinal))
        {
            throw new FormatException($"{what}: {error.Message}", error);
        }
    }

    /// <summary>The text of a value.</summary>
    public string Write(T value) => write(value);
}
