namespace Nabla.Text;

/// <summary>The sequences of a field as text, and text as sequences.</summary>
public static class TokenText
{
    extension(TokenField field)
    {
        /// <summary>The text that tokens say, without what fills them up.</summary>
        /// <exception cref="DataException">The field's vocabulary is no tokenizer.</exception>
        public string TextOf(ReadOnlySpan<int> tokens)
        {
            int padding = field.Padding ?? 0;
            while (tokens.Length > 0 && (tokens[^1] == padding || tokens[^1] < 0)) tokens = tokens[..^1];
            return TokenizerOf(field).Decode(tokens);
        }

        /// <summary>The tokens of a text, filled up to the places of the field.</summary>
        /// <exception cref="DataException">It is longer, or the tokenizer has no token for some of it.</exception>
        public int[] TokensOf(string text)
        {
            int[] tokens = TokenizerOf(field).Encode(text);
            if (tokens.Length > field.Length)
                throw new DataException($"'{Excerpt.Of(text)}' has {tokens.Length} tokens, the model reads at most {field.Length}: give a shorter text.");
            return [.. tokens, .. Enumerable.Repeat(field.Padding ?? 0, field.Length - tokens.Length)];
        }
    }

    static Tokenizer TokenizerOf(TokenField field) => field.Vocabulary as Tokenizer
        ?? throw new DataException($"The vocabulary of {field} is no tokenizer: text cannot be read or written with it.");
}
