using Nabla.Data;

namespace Nabla.Text;

/// <summary>How long the text is that a set asks for, so that a loss per token can be told per character and per byte.</summary>
/// <param name="Tokens">Targets that count.</param>
/// <param name="Characters">Characters that they stand for.</param>
/// <param name="Bytes">Bytes that they stand for.</param>
public sealed record TextLength(long Tokens, long Characters, long Bytes)
{
    const int RowsAtOnce = 256;

    /// <summary>Of the targets of a set, each part of it once; those of −1 are left out.</summary>
    /// <exception cref="ArgumentException">The set is endless.</exception>
    public static TextLength Of(Dataset dataset, Tokenizer tokenizer)
    {
        var occurrences = new long[tokenizer.Count];
        Dataset once = dataset.Once;
        var room = new int[RowsAtOnce * once.Target.Size];
        long count = once.Count ?? throw new ArgumentException($"Dataset '{dataset.Name}' is endless: measure a part of it.");
        var rows = new long[RowsAtOnce];
        for (long start = 0; start < count; start += RowsAtOnce)
        {
            int filled = (int)Math.Min(RowsAtOnce, count - start);
            for (int i = 0; i < filled; i++) rows[i] = start + i;
            var targets = room.AsSpan(0, filled * once.Target.Size);
            once.Read(rows.AsSpan(0, filled), default, targets);
            foreach (int token in targets) if (token >= 0) occurrences[token]++;
        }
        return Of(occurrences, tokenizer);
    }

    static TextLength Of(long[] occurrences, Tokenizer tokenizer)
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
