namespace Nabla.Text;

/// <summary>Text as numbers and back. Text is bytes first, in UTF-8; a token stands for some bytes, and decoding writes them one after the other. A
/// tokenizer never changes once it is made, and any number of threads may use it at once.</summary>
public abstract class Tokenizer : Vocabulary
{
    static readonly Dictionary<string, int> NoSpecialTokens = [];

    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The bytes that a token stands for.</summary>
    /// <exception cref="DataException">The vocabulary has no such token.</exception>
    public abstract ReadOnlySpan<byte> BytesOf(int token);

    /// <summary>The tokens that stand for no ordinary text, such as <c>&lt;|endoftext|&gt;</c>, by their text; none for most.</summary>
    public virtual IReadOnlyDictionary<string, int> SpecialTokens => NoSpecialTokens;

    /// <summary>The tokens of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="allowSpecial">Whether the text of a special token becomes that token; otherwise it is text like any other.</param>
    /// <exception cref="DataException">The tokenizer has no token for some of it, or it holds half a surrogate pair.</exception>
    public int[] Encode(string text, bool allowSpecial = false) => Encode(Utf8(text), allowSpecial);

    /// <summary>The tokens of a text in UTF-8.</summary>
    /// <inheritdoc cref="Encode(string, bool)"/>
    public int[] Encode(ReadOnlySpan<byte> text, bool allowSpecial = false)
    {
        var tokens = new ArrayBufferWriter<int>(Math.Max(16, text.Length / 3));
        Encode(text, tokens, allowSpecial);
        return tokens.WrittenSpan.ToArray();
    }

    /// <summary>Appends the tokens of a text in UTF-8.</summary>
    /// <param name="text">The text.</param>
    /// <param name="to">Where the tokens go.</param>
    /// <param name="allowSpecial">Whether the text of a special token becomes that token; otherwise it is text like any other.</param>
    /// <exception cref="DataException">The tokenizer has no token for some of it.</exception>
    public void Encode(ReadOnlySpan<byte> text, IBufferWriter<int> to, bool allowSpecial = false) =>
        TextBlocks.Read(text, (block, isLast, at) => Encode(block, isLast, at, allowSpecial, to));

    /// <summary>Appends the tokens of the beginning of a text: as much as stays the same whatever follows. Text may thus be read in blocks, and the
    /// tokens are those of the whole.</summary>
    /// <param name="block">The text from <paramref name="at"/> on, as far as it was read.</param>
    /// <param name="isLast">Whether nothing follows: then all of it is encoded.</param>
    /// <param name="at">How many bytes of the text came before, for messages.</param>
    /// <param name="allowSpecial">Whether the text of a special token becomes that token.</param>
    /// <param name="to">Where the tokens go.</param>
    /// <returns>How many bytes were encoded; 0 if the block is too short to tell.</returns>
    internal abstract int Encode(ReadOnlySpan<byte> block, bool isLast, long at, bool allowSpecial, IBufferWriter<int> to);

    /// <summary>Appends the bytes of the tokens.</summary>
    /// <exception cref="DataException">The vocabulary has no such token.</exception>
    public void Decode(ReadOnlySpan<int> tokens, IBufferWriter<byte> to)
    {
        foreach (int token in tokens) to.Write(BytesOf(token));
    }

    /// <summary>The bytes of the tokens.</summary>
    /// <exception cref="DataException">The vocabulary has no such token.</exception>
    public byte[] DecodeBytes(ReadOnlySpan<int> tokens)
    {
        var bytes = new ArrayBufferWriter<byte>(Math.Max(16, tokens.Length));
        Decode(tokens, bytes);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The text of the tokens. Bytes that are not UTF-8, such as a character cut in two, come out as �; for the bytes themselves see <see cref="DecodeBytes"/>.</summary>
    /// <exception cref="DataException">The vocabulary has no such token.</exception>
    public string Decode(ReadOnlySpan<int> tokens) => Encoding.UTF8.GetString(DecodeBytes(tokens));

    /// <summary>Writes it as a <c>tokenizer.json</c>, which Hugging Face's library reads too: in full or not at all.</summary>
    /// <exception cref="Nabla.Files.FileException">The disk is full, or the place cannot be written.</exception>
    public void Save(string path) => TokenizerFile.Write(path, Contents);

    /// <summary>Reads a <c>tokenizer.json</c>, ours or Hugging Face's: characters, bytes, or byte-level BPE. Of a folder, reads that file in it, or
    /// <c>vocab.json</c> and <c>merges.txt</c> where it is missing.</summary>
    /// <exception cref="DataException">The file cannot be read, is damaged, or asks for something that is not done here.</exception>
    public static Tokenizer Load(string path) => TokenizerFile.Read(path);

    /// <summary>It as the text of a <c>tokenizer.json</c>, on one line.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, TokenizerWriter.Format with { Indented = false })) TokenizerWriter.Write(json, Contents);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Reads the text of a <c>tokenizer.json</c>.</summary>
    /// <exception cref="DataException">It is damaged, or asks for something that is not done here.</exception>
    public static Tokenizer FromJson(string text) => TokenizerFile.Parse("tokenizer", Encoding.UTF8.GetBytes(text), root => TokenizerReader.Read(root).Make());

    /// <summary>What its file says.</summary>
    internal abstract TokenizerContents Contents { get; }

    private protected DataException NoSuchToken(int token) =>
        new($"Tokenizer: there is no token {token}, the vocabulary has {Count} from 0 on: use the tokenizer that made the tokens.");

    static byte[] Utf8(string text)
    {
        try
        {
            return Strict.GetBytes(text);
        }
        catch (EncoderFallbackException error)
        {
            throw new DataException($"Tokenizer: the text holds half a surrogate pair (character {error.Index}), which UTF-8 cannot say: encode its bytes.", error);
        }
    }
}
