namespace Nabla.Text;

/// <summary>How long the text is that a set asks for, so that a loss per token can be told per character and per byte.</summary>
/// <param name="Tokens">Targets that count.</param>
/// <param name="Characters">Characters that they stand for.</param>
/// <param name="Bytes">Bytes that they stand for.</param>
sealed record TextLength(long Tokens, long Characters, long Bytes)
{
    /// <summary>Of tokens that occur so often each.</summary>
    public static TextLength Of(long[] occurrences, Tokenizer tokenizer)
    {
        long tokens = 0, characters = 0, bytes = 0;
        for (int token = 0; token < occurrences.Length; token++)
        {
            ReadOnlySpan<byte> text = tokenizer.BytesOf(token);
            tokens += occurrences[token];
            bytes += occurrences[token] * text.Length;
            characters += occurrences[token] * CharactersIn(text);
        }
        return new(tokens, characters, bytes);
    }

    // In UTF-8 a character has one byte that does not go on another: 10xxxxxx does.
    static int CharactersIn(ReadOnlySpan<byte> text)
    {
        int count = 0;
        foreach (byte value in text) if ((value & 0xC0) != 0x80) count++;
        return count;
    }
}
