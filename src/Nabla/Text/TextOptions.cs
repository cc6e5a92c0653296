namespace Nabla.Text;

/// <summary>How a text is to be loaded and cut.</summary>
public sealed record TextOptions
{
    /// <summary>Decides which lines are set aside, and what generated sets hold.</summary>
    public long Seed { get; init; }

    /// <summary>The share that is tested on: the last part of a stream, some of the lines; of 0, the training part is judged.</summary>
    public double TestShare { get; init; } = 0.1;

    /// <summary>How much of the training part is chosen by: given the count of its tokens or lines, how many.</summary>
    public Func<long, long> Validation { get; init; } = _ => 0;

    /// <summary>What cuts the text into tokens: <c>characters</c>, <c>bytes</c>, <c>bpe:SIZE</c>, or a file.</summary>
    public string Tokenizer { get; init; } = "characters";

    /// <summary>Tokens of a stream that are read at once.</summary>
    public int Window { get; init; } = 64;

    /// <summary>Whether each line is an example of its own.</summary>
    public bool HasLines { get; init; }

    /// <summary>Whether a stream is read once, from its beginning to its end.</summary>
    public bool ReadsOnce { get; init; }

    /// <summary>The places that a trained model reads; null: by the window or the longest line.</summary>
    public int? Length { get; init; }
}
