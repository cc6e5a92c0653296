namespace Nabla.Text;

/// <summary>Lines of a text, each an example of its own: the newline begins and ends it. Of "emma" the input is "\nemma" and the target "emma\n";
/// what is shorter than the longest is filled up with newlines, whose targets are −1 and left out of every mean.</summary>
public sealed class TextLines : Dataset
{
    readonly int[] tokens, starts;
    readonly int newline;

    TextLines(string name, int[] tokens, int[] starts, Field field, int newline) : base(name, starts.Length - 1, field, field) =>
        (this.tokens, this.starts, this.newline) = (tokens, starts, newline);

    /// <inheritdoc/>
    public override bool IsImmediate => true;

    /// <summary>The lines of a text in UTF-8; empty ones are left out.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="text">The text.</param>
    /// <param name="tokenizer">What cuts the lines into tokens.</param>
    /// <param name="length">The places of an example; null: as many as the longest line and its newline.</param>
    /// <exception cref="DataException">There are no lines, the tokenizer has no token for some of them, or one is longer than asked for.</exception>
    public static TextLines From(string name, ReadOnlySpan<byte> text, Tokenizer tokenizer, int? length = null)
    {
        int newline = Newline(tokenizer);
        List<int> tokens = new(text.Length), starts = [0];
        int longest = 0;
        foreach (Range range in text.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = text[range].TrimEnd((byte)'\r');
            if (line.IsEmpty) continue;
            tokens.AddRange(tokenizer.Encode(line));
            longest = Math.Max(longest, tokens.Count - starts[^1]);
            starts.Add(tokens.Count);
        }
        if (starts.Count == 1) throw new DataException($"'{name}' has no lines: give a text with at least one.");
        if (longest >= length) throw new DataException($"'{name}' has a line of {longest} tokens, but the model was made for at most {length - 1}: shorten it, or train on lines as long.");
        Field field = Field.Tokens(tokenizer, length ?? longest + 1, newline);
        return new(name, [.. tokens], [.. starts], field, newline);
    }

    /// <inheritdoc/>
    protected override void Fill(long index, Cells input, Cells target)
    {
        ReadOnlySpan<int> line = tokens.AsSpan(starts[index]..starts[index + 1]);
        if (!input.IsEmpty)
        {
            input.Integers.Fill(newline);
            line.CopyTo(input.Integers[1..]);
        }
        if (target.IsEmpty) return;
        line.CopyTo(target.Integers);
        target.Integers[line.Length] = newline;
        target.Integers[(line.Length + 1)..].Fill(-1);
    }

    static int Newline(Tokenizer tokenizer) => NewlineToken.Of(tokenizer)
        ?? throw new DataException("data.documents: lines need a tokenizer with a token for the newline: use characters, bytes or BPE learnt from text with lines.");
}
