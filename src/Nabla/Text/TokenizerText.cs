using Nabla.Data;
using Nabla.Words;

namespace Nabla.Text;

/// <summary>Reads a tokenizer as it is written in a recipe: <c>characters</c>, <c>bytes</c>, <c>bpe:SIZE</c>, or a file.</summary>
static class TokenizerText
{
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
        var path when IsFile(path) => Tokenizer.Load(path),
        var other => throw new DataException($"data.tokenizer: {NearestWord.Sentence("tokenizer", other, words)}"),
    };

    static bool IsFile(string text) => text.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || File.Exists(text);
}
