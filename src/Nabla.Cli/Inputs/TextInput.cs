using Nabla.Data;
using Nabla.Experiments;
using Nabla.Text;

namespace Nabla.Cli.Inputs;

/// <summary>Text to predict from: given as words on the command line, or the examples of a set.</summary>
/// <param name="model">What reads it.</param>
/// <param name="tokenizer">What cuts it into tokens.</param>
sealed class TextInput(TrainedModel model, Tokenizer tokenizer)
{
    int Places => model.Input.Shape[^1];

    int Padding => model.Input.Padding ?? 0;

    /// <summary>The tokens of a text, filled up to the places that the model reads.</summary>
    /// <exception cref="DataException">It is longer, or the tokenizer has no token for some of it.</exception>
    public int[] Tokens(string text)
    {
        int[] tokens = tokenizer.Encode(text);
        if (tokens.Length > Places) throw new DataException($"'{Words.Excerpt.Of(text)}' has {tokens.Length} tokens, the model reads at most {Places}: give a shorter text.");
        return [.. tokens, .. Enumerable.Repeat(Padding, Places - tokens.Length)];
    }

    /// <summary>The text that a row of tokens says, without what fills it up.</summary>
    public string Text(ReadOnlySpan<int> tokens)
    {
        while (tokens.Length > 0 && (tokens[^1] == Padding || tokens[^1] < 0)) tokens = tokens[..^1];
        return tokenizer.Decode(tokens);
    }
}
