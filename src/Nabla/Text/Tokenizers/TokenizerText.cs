namespace Nabla.Text;

/// <summary>Reads a tokenizer as it is written in a recipe: <c>characters</c>, <c>bytes</c>, <c>bpe:SIZE</c>, or a file.</summary>
static class TokenizerText
{
    const int MostTokens = 1 << 20;

    static readonly string[] words = ["characters", "bytes", "bpe:1024", "tokenizer.json", "vocab.json,merges.txt"];

    /// <summary>The tokenizer for a text.</summary>
    /// <param name="written">What the recipe says.</param>
    /// <param name="whole">All of the text, for what has to know every character.</param>
    /// <param name="train">The part to learn from.</param>
    /// <exception cref="DataException">The word is unknown, the file cannot be read, or there is nothing to learn from.</exception>
    public static Tokenizer Read(string written, ReadOnlySpan<byte> whole, ReadOnlySpan<byte> train) => written.Trim() switch
    {
        "characters" => CharacterTokenizer.FromText(whole),
        "bytes" => new ByteTokenizer(),
        var path when path.Split(',') is [var vocabulary, var merges] => BytePairTokenizer.Load(vocabulary, merges),
        var path when IsFile(path) => Tokenizer.Load(path),
        var bpe when bpe.StartsWith("bpe:", StringComparison.Ordinal) => BytePairTokenizer.Train(train, new() { Vocabulary = Size(bpe[4..]) }),
        var other => throw new DataException($"data.tokenizer: {NearestWord.Sentence("tokenizer", other, words)}"),
    };

    static int Size(string size) => int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out int tokens) && tokens is >= 256 and <= MostTokens ? tokens
        : throw new DataException($"data.tokenizer: bpe:{Excerpt.Of(size)} does not fit: the form is bpe:1024 (tokens), a number from 256, the bytes, to {MostTokens}.");

    /// <summary>Whether a recipe's tokenizer learns from the text.</summary>
    public static bool Learns(string written) => written.Trim().StartsWith("bpe:", StringComparison.Ordinal);

    /// <summary>Whether a recipe names a file rather than a kind of tokenizer.</summary>
    public static bool IsFile(string text) => text.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || text.Contains(',') || File.Exists(text) || Directory.Exists(text);
}
