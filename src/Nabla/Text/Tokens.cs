namespace Nabla.Text;

/// <summary>Tokens that stand for something special.</summary>
static class Tokens
{
    /// <summary>The token that is the newline, if one is that and nothing else.</summary>
    public static int? Newline(Tokenizer tokenizer)
    {
        for (int token = 0; token < tokenizer.Count; token++)
            if (tokenizer.BytesOf(token).SequenceEqual("\n"u8)) return token;
        return null;
    }
}
