namespace Nabla.Text;

/// <summary>The token that is the newline, where a tokenizer has one.</summary>
static class NewlineToken
{
    /// <summary>The token that is the newline, if one is that and nothing else.</summary>
    public static int? Of(Tokenizer tokenizer)
    {
        for (int token = 0; token < tokenizer.Count; token++)
            if (tokenizer.BytesOf(token).SequenceEqual("\n"u8)) return token;
        return null;
    }
}
