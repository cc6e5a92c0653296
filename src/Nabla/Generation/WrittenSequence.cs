namespace Nabla.Generation;

/// <summary>One of the sequences that are written side by side: its prompt, then what is written.</summary>
/// <param name="number">Which sequence it is.</param>
/// <param name="prompt">At least one token.</param>
/// <param name="tokenizer">Turns tokens into text.</param>
/// <param name="options">How to write.</param>
sealed class WrittenSequence(int number, int[] prompt, Tokenizer tokenizer, GenerationOptions options)
{
    readonly PendingText text = new(options.Stop);
    readonly TokenSampler sampler = new(options, unchecked(options.Seed + number));

    /// <summary>The prompt and what follows; once the sequence has ended, filled up with what nobody reads.</summary>
    public List<int> Tokens { get; } = [.. prompt];

    /// <summary>Why it ended; null while it goes on.</summary>
    public EndReason? End { get; private set; }

    /// <summary>Goes on by a token: that of the prompt where there is one, else one that is chosen by its logits.</summary>
    /// <returns>What that adds to the text; null where it is of the prompt, or the sequence has ended.</returns>
    public GeneratedPiece? Advance(int length, float[] logits, int? endToken)
    {
        if (Tokens.Count > length) return null;
        if (End is not null)
        {
            Tokens.Add(0);
            return null;
        }
        int token = sampler.Choose(logits.Length > tokenizer.Count ? logits[..tokenizer.Count] : logits, CollectionsMarshal.AsSpan(Tokens));
        Tokens.Add(token);
        if (token == endToken) return Finish(token, "", EndReason.EndToken);
        string added = text.Add(tokenizer.BytesOf(token));
        if (text.IsStopped) return Finish(token, added, EndReason.StopString);
        return Tokens.Count - prompt.Length == options.MostTokens ? Finish(token, added, EndReason.MostTokens) : new(number, token, added, null);
    }

    /// <summary>Ends it before its time; null where it has ended.</summary>
    public GeneratedPiece? Break(EndReason reason) => End is null ? Finish(null, "", reason) : null;

    GeneratedPiece Finish(int? token, string added, EndReason reason)
    {
        End = reason;
        return new(number, token, added + text.End(), reason);
    }
}
