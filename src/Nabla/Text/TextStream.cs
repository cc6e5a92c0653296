namespace Nabla.Text;

/// <summary>A text to learn from in windows that begin anywhere: example i reads the tokens i … i + window − 1, and the target is what follows each.
/// Windows are drawn with replacement; as many as cover the text once are an epoch.</summary>
public sealed class TextStream : Dataset
{
    readonly TokenSource tokens;
    readonly Vocabulary vocabulary;
    readonly int padding, window;

    /// <summary>All windows of a text.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="tokens">The text.</param>
    /// <param name="vocabulary">What tokens there are.</param>
    /// <param name="padding">The token that fills up where the text is judged.</param>
    /// <param name="window">Tokens that are read at once.</param>
    /// <exception cref="DataException">The text is shorter than a window and what follows it.</exception>
    public TextStream(string name, TokenSource tokens, Vocabulary vocabulary, int padding, int window)
        : base(name, Windows(name, tokens, window), Field.Tokens(vocabulary, window, padding), Field.Tokens(vocabulary, window, padding))
            => (this.tokens, this.vocabulary, this.padding, this.window) = (tokens, vocabulary, padding, window);

    /// <inheritdoc/>
    public override bool IsImmediate => true;

    /// <summary>The text in windows one after the other, as it is judged.</summary>
    public override Dataset Once => new TextWindows(Name, tokens, vocabulary, padding, window);

    /// <inheritdoc/>
    public override Sampler Order(int batchSize, long seed) => new ReplacementSampler(Count!.Value, batchSize, seed, Math.Max(1, tokens.Count / window));

    /// <inheritdoc/>
    protected override void Fill(long index, Cells input, Cells target)
    {
        if (!input.IsEmpty) tokens.Read(index, input.Integers);
        if (!target.IsEmpty) tokens.Read(index + 1, target.Integers);
    }

    /// <summary>What to say of a window that holds nothing.</summary>
    internal static DataException NoWindow(string name, int window) => new($"'{name}' is to be read in windows of {window} tokens: expected at least 1.");

    static long Windows(string name, TokenSource tokens, int window) => window < 1 ? throw NoWindow(name, window) : tokens.Count > window ? tokens.Count - window
        : throw new DataException($"'{name}' has {tokens.Count} tokens, too few for a window of {window} and what follows it: set a smaller data.window, or give more text.");
}
