using System.Collections.Concurrent;

namespace Nabla.Text;

/// <summary>Byte-level byte-pair encoding (Sennrich et al. 2016; over bytes as in GPT-2, Radford et al. 2019): text is cut into pieces by a pattern,
/// and in each piece neighbours merge in the order learned. Any bytes come back as they were, also those that are no text.</summary>
/// <remarks>A space that <c>add_prefix_space</c> asks for is put before a whole text, not after each special token in it, and comes back as well.
/// What a file would put around a text (a token at its beginning or end) is kept with the file, but not done.</remarks>
public sealed class BytePairTokenizer : Tokenizer
{
    readonly TokenizerContents contents;
    readonly BytePairVocabulary vocabulary;
    readonly MergeTable merges;
    readonly TextSplitter splitter;
    readonly int[] byteTokens;
    readonly Dictionary<byte[], int> wholePieces;
    readonly AddedTokens always, all;
    readonly Dictionary<string, int> special;
    readonly ConcurrentBag<PieceEncoder> encoders = [];

    /// <exception cref="FormatException">The contents contradict themselves.</exception>
    internal BytePairTokenizer(TokenizerContents contents)
    {
        this.contents = contents;
        vocabulary = new BytePairVocabulary(contents.Vocabulary, contents.Added);
        special = contents.Added.Where(token => token.IsSpecial).ToDictionary(token => token.Text, token => token.Id);
        merges = new MergeTable(contents.MergesIn(vocabulary));
        splitter = new TextSplitter(contents.Patterns);
        byteTokens = [.. ByteAlphabet.Characters.Select(letter => vocabulary.Find(letter.ToString()) ?? -1)];
        wholePieces = WholePieces();
        always = new AddedTokens(contents.Added.Where(token => !token.IsSpecial));
        all = new AddedTokens(contents.Added);
    }

    /// <inheritdoc/>
    public override int Count => vocabulary.Count;

    /// <summary>The patterns that cut text into pieces, one applied after the other.</summary>
    public IReadOnlyList<string> Patterns => splitter.Patterns;

    /// <summary>How many merges it knows.</summary>
    public int MergeCount => merges.Merges.Count;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, int> SpecialTokens => special;

    /// <summary>The token as byte-level vocabularies write it: Ġ is a space, Ċ a newline; a number that is left out is called so.</summary>
    /// <inheritdoc/>
    public override string NameOf(int token) => (uint)token < (uint)Count ? vocabulary.NameOf(token) ?? $"unused {token}" : throw NoSuchToken(token);

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> BytesOf(int token) => (uint)token < (uint)Count ? vocabulary.BytesOf(token) : throw NoSuchToken(token);

    /// <summary>Learns merges from a text.</summary>
    /// <param name="text">The text, any bytes.</param>
    /// <param name="options">How many tokens, and how text is cut.</param>
    /// <exception cref="DataException">The vocabulary is too small for the bytes and the special tokens.</exception>
    public static BytePairTokenizer Train(ReadOnlySpan<byte> text, BytePairOptions options)
    {
        var trainer = new BytePairTrainer(options);
        TextBlocks.Read(text, trainer.Add);
        return trainer.Finish();
    }

    /// <summary>Learns merges from files of text, which may be larger than memory.</summary>
    /// <exception cref="DataException">The vocabulary is too small for the bytes and the special tokens, or a file cannot be read.</exception>
    public static BytePairTokenizer TrainOnFiles(IEnumerable<string> paths, BytePairOptions options)
    {
        var trainer = new BytePairTrainer(options);
        foreach (string path in paths) TextFile.Read(path, trainer.Add);
        return trainer.Finish();
    }

    /// <summary>Reads GPT-2's form of two files, with its pattern: <c>vocab.json</c> (token to number) and <c>merges.txt</c> (a merge a line).</summary>
    /// <exception cref="DataException">A file cannot be read, is damaged, or they do not fit each other.</exception>
    public static BytePairTokenizer Load(string vocabulary, string merges) => VocabularyAndMerges.Read(vocabulary, merges);

    internal override int Encode(ReadOnlySpan<byte> block, bool isLast, long at, bool allowSpecial, IBufferWriter<int> to)
    {
        if (!encoders.TryTake(out var encoder)) encoder = new PieceEncoder(splitter, merges, byteTokens, wholePieces);
        var added = allowSpecial ? all : always;
        int settled;
        if (at == 0 && contents.AddPrefixSpace && !block.StartsWith(" "u8)) settled = EncodePrefixed(encoder, block, isLast, added, to);
        else settled = Encode(encoder, block, isLast, at, added, to);
        encoders.Add(encoder);
        return settled;
    }

    internal override TokenizerContents Contents => contents;

    static int EncodePrefixed(PieceEncoder encoder, ReadOnlySpan<byte> block, bool isLast, AddedTokens added, IBufferWriter<int> to)
    {
        byte[] prefixed = [(byte)' ', .. block];
        var tokens = new ArrayBufferWriter<int>(prefixed.Length);
        int settled = Encode(encoder, prefixed, isLast, 0, added, tokens) - 1;
        if (settled <= 0) return 0; // of the text itself nothing yet
        to.Write(tokens.WrittenSpan);
        return settled;
    }

    static int Encode(PieceEncoder encoder, ReadOnlySpan<byte> block, bool isLast, long at, AddedTokens added, IBufferWriter<int> to)
    {
        if (added.IsEmpty) return encoder.Encode(block, isLast, at, to);
        int[] places = added.Walk();
        // One that begins so near the end may be a longer one that is cut off.
        int begin = 0, searched = isLast ? block.Length : Math.Max(0, block.Length - added.Longest + 1);
        for (var next = added.Next(block, 0, places); next.Id >= 0 && next.At < searched; next = added.Next(block, begin, places))
        {
            encoder.Encode(block[begin..next.At], isLast: true, at + begin, to);
            to.Write([next.Id]);
            begin = next.At + next.Length;
        }
        return begin >= searched ? begin : begin + encoder.Encode(block[begin..searched], isLast, at + begin, to);
    }

    Dictionary<byte[], int> WholePieces()
    {
        var pieces = new Dictionary<byte[], int>(ByteStrings.Comparer);
        if (!contents.IgnoreMerges) return pieces;
        var added = contents.Added.Select(token => token.Id).ToHashSet();
        foreach ((_, int id) in vocabulary.Tokens)
            if (!added.Contains(id)) pieces.TryAdd(vocabulary.BytesOf(id), id);
        return pieces;
    }
}
