namespace Nabla.Generation;

/// <summary>Has a language model write: <c>new Generator(model, tokenizer).Write("Once", new() { TopK = 40 }).Text</c>. The same seed writes the
/// same, for any number of threads. Several prompts go side by side, whatever their lengths, and each is continued as if it were alone.</summary>
public sealed class Generator
{
    const string EndOfText = "<|endoftext|>";

    readonly LanguageModel model;
    readonly Tokenizer tokenizer;

    /// <summary>A writer for a model whose every text was a line: it begins after a new line, and ends before one.</summary>
    /// <inheritdoc cref="Generator(LanguageModel, Tokenizer)"/>
    public static Generator OfLines(LanguageModel model, Tokenizer tokenizer)
    {
        int newLine = NewlineToken.Of(tokenizer)
            ?? throw new GenerationException("The tokenizer has no token for a new line, with which lines begin and end: use the tokenizer that the model was trained with.");
        return new(model, tokenizer) { StartToken = newLine, EndToken = newLine, StartsAnew = true };
    }

    /// <summary>A model with the tokenizer of the text that it was trained on.</summary>
    /// <exception cref="GenerationException">The model does not know all tokens.</exception>
    public Generator(LanguageModel model, Tokenizer tokenizer)
    {
        if (tokenizer.Count > model.Vocabulary)
            throw new GenerationException($"The tokenizer has {tokenizer.Count} tokens, but {model.Title} knows {model.Vocabulary}: use the tokenizer that the model was trained with.");
        model.NamePaths(); // Continue may be what is called first
        (this.model, this.tokenizer) = (model, tokenizer);
        EndToken = tokenizer.SpecialTokens.TryGetValue(EndOfText, out int end) ? end : null;
        StartToken = EndToken ?? NewlineToken.Of(tokenizer) ?? 0;
    }

    /// <summary>What the model reads where a prompt is empty. By default <c>&lt;|endoftext|&gt;</c>, a new line where there is no such token, or token 0.</summary>
    public int StartToken { get; init; }

    /// <summary>Whether the start token also stands before a prompt that is not empty, as before each text that the model was trained on.</summary>
    public bool StartsAnew { get; init; }

    /// <summary>The token that ends a text, which is not shown. By default <c>&lt;|endoftext|&gt;</c>, or null where there is no such token.</summary>
    public int? EndToken { get; init; }

    /// <summary>Writes after a prompt; the text comes in pieces of whole characters, as soon as each is certain.</summary>
    /// <param name="prompt">What the text begins with; it is not repeated.</param>
    /// <param name="options">How to write.</param>
    /// <param name="stop">Ends the writing with what is there.</param>
    /// <exception cref="Data.DataException">The tokenizer cannot say the prompt.</exception>
    /// <exception cref="GenerationException">The model's logits are no numbers.</exception>
    public IEnumerable<string> Stream(string prompt, GenerationOptions options, CancellationToken stop = default) =>
        Stream([prompt], options, stop).Select(piece => piece.Text).Where(text => text.Length > 0);

    /// <summary>Writes after several prompts side by side; the pieces of a sequence come in order.</summary>
    /// <inheritdoc cref="Stream(string, GenerationOptions, CancellationToken)"/>
    public IEnumerable<GeneratedPiece> Stream(IReadOnlyList<string> prompts, GenerationOptions options, CancellationToken stop = default)
    {
        int[][] encoded = [.. prompts.Select(Encode)];
        return encoded.Length == 0 ? [] : Stream(encoded, options, stop);
    }

    /// <summary>What is written after a prompt.</summary>
    /// <inheritdoc cref="Stream(string, GenerationOptions, CancellationToken)"/>
    public GeneratedText Write(string prompt, GenerationOptions options, CancellationToken stop = default) => Write([prompt], options, stop)[0];

    /// <summary>What is written after several prompts side by side.</summary>
    /// <inheritdoc cref="Stream(string, GenerationOptions, CancellationToken)"/>
    public IReadOnlyList<GeneratedText> Write(IReadOnlyList<string> prompts, GenerationOptions options, CancellationToken stop = default)
    {
        (StringBuilder Text, List<int> Tokens, EndReason End)[] written = [.. prompts.Select(_ => (new StringBuilder(), new List<int>(), EndReason.Cancelled))];
        foreach (var piece in Stream(prompts, options, stop))
        {
            ref var sequence = ref written[piece.Sequence];
            sequence.Text.Append(piece.Text);
            if (piece.Token is { } token) sequence.Tokens.Add(token);
            sequence.End = piece.End ?? sequence.End;
        }
        return [.. written.Select(each => new GeneratedText(each.Text.ToString(), each.Tokens, each.End))];
    }

    // A sequence with a longer prompt reads it on while the others write: so all have read equally many tokens.
    IEnumerable<GeneratedPiece> Stream(int[][] prompts, GenerationOptions options, CancellationToken stop)
    {
        WrittenSequence[] sequences = [.. prompts.Select((prompt, i) => new WrittenSequence(i, prompt, tokenizer, options))];
        var reader = new ContextReader(model, [.. sequences.Select(each => each.Tokens)], options.UseCache);
        EndReason early = options.MostTokens == 0 ? EndReason.MostTokens : EndReason.Cancelled;
        for (int length = sequences.Min(each => each.Tokens.Count); options.MostTokens > 0 && !stop.IsCancellationRequested && sequences.Any(each => each.End is null); length++)
        {
            float[][] logits = reader.Next(length);
            for (int i = 0; i < sequences.Length; i++)
                if (sequences[i].Advance(length, logits[i], EndToken) is { } piece) yield return piece;
        }
        foreach (var sequence in sequences)
            if (sequence.Break(early) is { } piece) yield return piece;
    }

    int[] Encode(string prompt) => tokenizer.Encode(prompt) is var tokens && tokens.Length > 0 && !StartsAnew ? tokens : [StartToken, .. tokens];
}
