namespace Nabla.Generation;

/// <summary>How a model writes: which of the likely tokens are taken, and when it ends.</summary>
public sealed record GenerationOptions
{
    /// <summary>The logits are divided by it before softmax: below 1 the likely gets likelier. 0 takes the likeliest token always (greedy).</summary>
    public double Temperature
    {
        get;
        init => field = value is 0 or >= 1e-6 and <= 1e6 ? value : throw Off(nameof(Temperature), value, "0 for the likeliest token always, or a number from 1e-6 to 1e6");
    } = 1;

    /// <summary>Only so many of the likeliest tokens are drawn from (Fan et al. 2018, arXiv:1805.04833, section 5.2); null: all.</summary>
    public int? TopK
    {
        get;
        init => field = value is null or > 0 ? value : throw Off(nameof(TopK), value, "at least one token");
    }

    /// <summary>Only the fewest likeliest tokens whose probabilities add up to this share are drawn from (Holtzman et al. 2020, arXiv:1904.09751); 1: all.</summary>
    public double TopP
    {
        get;
        init => field = value is > 0 and <= 1 ? value : throw Off(nameof(TopP), value, "a share in (0, 1]");
    } = 1;

    /// <summary>Of tokens that have been read or written, positive logits are divided by it and negative ones multiplied (Keskar et al. 2019,
    /// arXiv:1909.05858, section 4.1; of negative logits, which the paper leaves open, a division would reward). 1: no penalty.</summary>
    public double RepetitionPenalty
    {
        get;
        init => field = value is >= 1e-3 and <= 1e3 ? value : throw Off(nameof(RepetitionPenalty), value, "a number from 0.001 to 1000, such as 1.2");
    } = 1;

    /// <summary>The most tokens that are written.</summary>
    public int MostTokens
    {
        get;
        init => field = value >= 0 ? value : throw Off(nameof(MostTokens), value, "a number of tokens");
    } = 200;

    /// <summary>Text that ends the writing; it is cut off.</summary>
    public IReadOnlyList<string> Stop
    {
        get;
        init => field = value.All(text => !string.IsNullOrEmpty(text)) ? [.. value] : throw Off(nameof(Stop), "an empty text", "at least one character");
    } = [];

    /// <summary>What the draws depend on. Of several prompts, the first draws with it, the next with the number after it, and so on.</summary>
    public long Seed { get; init; }

    /// <summary>Whether what has been read is remembered, so that each further token is read once. Without, the whole text is read again for every token.</summary>
    public bool UseCache { get; init; } = true;

    static ArgumentOutOfRangeException Off(string name, object? value, string expected) =>
        new(null, FormattableString.Invariant($"Generation: {name} is {value}: expected {expected}."));
}
