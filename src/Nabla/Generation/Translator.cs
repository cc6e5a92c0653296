namespace Nabla.Generation;

/// <summary>Has an encoder-decoder say what belongs to a text: the source is read once, then the likeliest token is taken until the text ends.</summary>
/// <param name="model">Reads and says.</param>
/// <param name="tokenizer">That of the texts that it was trained on.</param>
public sealed class Translator(EncoderDecoder model, Tokenizer tokenizer)
{
    /// <summary>What the model says to a text.</summary>
    /// <inheritdoc cref="Write(IReadOnlyList{string}, GenerationOptions?, CancellationToken)"/>
    public string Write(string source) => Write([source])[0];

    /// <summary>What the model says to several texts, side by side.</summary>
    /// <param name="sources">The texts.</param>
    /// <param name="options">How to say it; null: the likeliest, up to the length that the model can say.</param>
    /// <param name="stop">Ends it with what is there.</param>
    /// <exception cref="Data.DataException">The tokenizer cannot say a source.</exception>
    /// <exception cref="GenerationException">A source is longer than the model can read, or its logits are no numbers.</exception>
    public IReadOnlyList<string> Write(IReadOnlyList<string> sources, GenerationOptions? options = null, CancellationToken stop = default)
    {
        if (sources.Count == 0) return [];
        int most = model.Options.ContextLength;
        var generator = new Generator(model.After(Tokens(sources, most)), tokenizer) { StartToken = model.Padding, EndToken = model.Padding };
        return [.. generator.Write([.. sources.Select(_ => "")], options ?? new() { Temperature = 0, MostTokens = most }, stop).Select(text => text.Text)];
    }

    Tensor Tokens(IReadOnlyList<string> sources, int most)
    {
        int[][] all = [.. sources.Select(source => tokenizer.Encode(source))];
        int time = Math.Max(1, all.Max(tokens => tokens.Length));
        if (time > most) throw new GenerationException($"'{Words.Excerpt.Of(sources[Array.FindIndex(all, tokens => tokens.Length == time)])}' has {time} tokens, but the model reads at most {most}: give it a shorter text.");
        return Tensor.From<int>([.. all.SelectMany(tokens => tokens.Concat(Enumerable.Repeat(model.Padding, time - tokens.Length)))], [all.Length, time], model.Device);
    }
}
