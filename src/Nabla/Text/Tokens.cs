using Nabla.Data;

namespace Nabla.Text;

/// <summary>What the tokens of a tokenizer are as the classes of a field.</summary>
static class Tokens
{
    /// <summary>One token, by the names of the vocabulary.</summary>
    /// <param name="tokenizer">The vocabulary.</param>
    /// <param name="padding">What stands before the beginning and after the end.</param>
    public static Field Field(Tokenizer tokenizer, int padding) => Data.Field.Classes([.. Enumerable.Range(0, tokenizer.Count).Select(tokenizer.NameOf)], [], padding);

    /// <summary>The token that is the newline, if one is that and nothing else.</summary>
    public static int? Newline(Tokenizer tokenizer)
    {
        for (int token = 0; token < tokenizer.Count; token++)
            if (tokenizer.BytesOf(token).SequenceEqual("\n"u8)) return token;
        return null;
    }
}
