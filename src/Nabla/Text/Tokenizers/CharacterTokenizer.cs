namespace Nabla.Text;

/// <summary>Every character that occurs in a text is a token: the Unicode scalar values, in the order of their numbers. Text with another character,
/// or that is not UTF-8, is refused.</summary>
public sealed class CharacterTokenizer : Tokenizer
{
    readonly Rune[] symbols;
    readonly byte[][] bytes;
    readonly int[] ascii = new int[128];

    CharacterTokenizer(Rune[] symbols)
    {
        if (symbols.Length == 0) throw new DataException("CharacterTokenizer: the text has no characters: give one that holds some.");
        this.symbols = symbols;
        bytes = [.. symbols.Select(symbol => Encoding.UTF8.GetBytes(symbol.ToString()))];
        Array.Fill(ascii, -1);
        for (int token = 0; token < symbols.Length; token++)
            if (symbols[token].IsAscii) ascii[symbols[token].Value] = token;
    }

    /// <summary>The characters that occur in a text in UTF-8.</summary>
    /// <exception cref="DataException">It is empty, or not UTF-8.</exception>
    public static CharacterTokenizer FromText(ReadOnlySpan<byte> text)
    {
        var occurring = new SymbolSet();
        TextBlocks.Read(text, occurring.Add);
        return new CharacterTokenizer(occurring.InOrder());
    }

    /// <summary>The characters that occur in a text.</summary>
    /// <exception cref="DataException">It is empty.</exception>
    public static CharacterTokenizer FromText(string text) => FromSymbols(text.EnumerateRunes());

    /// <summary>Given characters, in any order.</summary>
    /// <exception cref="DataException">There are none.</exception>
    public static CharacterTokenizer FromSymbols(IEnumerable<Rune> symbols) => new([.. symbols.Distinct().Order()]);

    /// <summary>The characters that occur in a file of text in UTF-8, which may be larger than memory.</summary>
    /// <exception cref="DataException">It is empty, cannot be read, or is not UTF-8.</exception>
    public static CharacterTokenizer FromFile(string path)
    {
        var occurring = new SymbolSet();
        TextFile.Read(path, occurring.Add);
        return new CharacterTokenizer(occurring.InOrder());
    }

    /// <summary>The characters in the order of the tokens.</summary>
    public IReadOnlyList<Rune> Symbols => symbols;

    /// <inheritdoc/>
    public override int Count => symbols.Length;

    /// <summary>The character itself where it is visible, else what it is called: <c>a</c>, <c>space</c>, <c>\n</c>, <c>U+00A0</c>.</summary>
    /// <inheritdoc/>
    public override string NameOf(int token) => (uint)token < (uint)Count ? Symbol.NameOf(symbols[token]) : throw NoSuchToken(token);

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> BytesOf(int token) => (uint)token < (uint)Count ? bytes[token] : throw NoSuchToken(token);

    internal override int Encode(ReadOnlySpan<byte> block, bool isLast, long at, bool allowSpecial, IBufferWriter<int> to)
    {
        var tokens = to.GetSpan(block.Length);
        int count = 0, next = 0;
        while (next < block.Length)
        {
            int token = block[next] < 128 ? ascii[block[next]] : -1, length = 1;
            if (token < 0 && !Find(block[next..], isLast, at + next, out token, out length)) break;
            tokens[count++] = token;
            next += length;
        }
        to.Advance(count);
        return next;
    }

    // False for the first bytes of a character whose others are yet to come.
    bool Find(ReadOnlySpan<byte> text, bool isLast, long at, out int token, out int length)
    {
        token = -1;
        var status = Rune.DecodeFromUtf8(text, out var symbol, out length);
        if (status == OperationStatus.NeedMoreData && !isLast) return false;
        if (status != OperationStatus.Done) throw Symbol.NotUtf8(text[0], at);
        token = Array.BinarySearch(symbols, symbol);
        if (token < 0) throw new DataException($"CharacterTokenizer: byte {at} of the text begins '{Symbol.NameOf(symbol)}' (U+{symbol.Value:X4}), which is none of its {Count} characters: make the tokenizer from a text that holds it, or use bytes or BPE.");
        return true;
    }

    internal override TokenizerContents Contents => new() { Vocabulary = [.. symbols.Select((symbol, token) => (symbol.ToString(), token))] };
}
