namespace Nabla.Modules;

/// <summary>Packs up to so many tokens into one number, so that n-grams of one context are neighbours in order: a leading 1 tells their length.</summary>
/// <param name="vocabulary">How many tokens there are.</param>
readonly struct NgramKeys(int vocabulary)
{
    readonly int bits = Math.Max(1, 32 - BitOperations.LeadingZeroCount((uint)vocabulary - 1));

    /// <summary>The longest n-grams that fit; the key after the last of them fits too.</summary>
    public int MostTokens => 61 / bits;

    /// <summary>The key of some tokens.</summary>
    public long Of(ReadOnlySpan<int> tokens)
    {
        long key = 1;
        foreach (int token in tokens) key = key << bits | (uint)token;
        return key;
    }

    /// <summary>The key of a context and the token after it.</summary>
    public long After(long context, int token) => context << bits | (uint)token;

    /// <summary>The last token of an n-gram.</summary>
    public int Last(long key) => (int)(key & (1L << bits) - 1);

    /// <summary>How many tokens an n-gram has; −1 if the key is none.</summary>
    public int Length(long key) => key > 0 && BitOperations.Log2((ulong)key) is var top && top % bits == 0 ? top / bits : -1;
}
