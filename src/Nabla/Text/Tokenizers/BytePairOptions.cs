namespace Nabla.Text;

/// <summary>What a byte-pair tokenizer is trained to be.</summary>
public sealed record BytePairOptions
{
    /// <summary>How many tokens at most: the 256 bytes, the merges, and the special tokens after them. A small text may give fewer.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>The pattern that cuts text into pieces, which no token crosses: <see cref="SplitPattern.Gpt2"/>, <see cref="SplitPattern.Gpt4"/> or another.</summary>
    public string Pattern { get; init; } = SplitPattern.Gpt2;

    /// <summary>Tokens that stand for no ordinary text, such as the end of a document; they get the last numbers.</summary>
    public IReadOnlyList<string> SpecialTokens { get; init; } = [];

    /// <summary>How often two neighbours must occur to merge.</summary>
    public long LeastCount { get; init; } = 2;
}
