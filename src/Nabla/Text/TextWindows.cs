namespace Nabla.Text;

/// <summary>A text in windows one after the other: each token but the first is the target of one place, once. What the last window lacks has target
/// −1, which is left out of every mean.</summary>
public sealed class TextWindows : Dataset
{
    readonly TokenSource tokens;
    readonly int padding, window;

    /// <summary>The windows of a text.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="tokens">The text.</param>
    /// <param name="vocabulary">What tokens there are.</param>
    /// <param name="padding">The token that fills up the last window.</param>
    /// <param name="window">Tokens that are read at once.</param>
    /// <param name="isPassedOnce">Whether learning from it goes from its beginning to its end, once.</param>
    /// <exception cref="DataException">There are fewer than two tokens.</exception>
    public TextWindows(string name, TokenSource tokens, Vocabulary vocabulary, int padding, int window, bool isPassedOnce = false)
        : base(name, Windows(name, tokens, window), Field.Tokens(vocabulary, window, padding), Field.Tokens(vocabulary, window, padding)) =>
        (this.tokens, this.padding, this.window, IsPassedOnce) = (tokens, padding, window, isPassedOnce);

    /// <inheritdoc/>
    public override bool IsImmediate => true;

    /// <inheritdoc/>
    public override bool IsPassedOnce { get; }

    /// <inheritdoc/>
    protected override void Fill(long index, Cells input, Cells target)
    {
        long start = index * window;
        int there = (int)Math.Min(window, tokens.Count - 1 - start);
        Write(start, there, input.Integers, padding);
        Write(start + 1, there, target.Integers, -1);
    }

    void Write(long start, int there, Span<int> cells, int rest)
    {
        if (cells.IsEmpty) return;
        tokens.Read(start, cells[..there]);
        cells[there..].Fill(rest);
    }

    static long Windows(string name, TokenSource tokens, int window) => window < 1 ? throw TextStream.NoWindow(name, window) : tokens.Count > 1 ? (tokens.Count - 2) / window + 1
        : throw new DataException($"'{name}' has {(tokens.Count == 0 ? "no token" : "one token")}: predicting the next takes at least two.");
}
