namespace Nabla.Text;

/// <summary>Tokens one after the other, in memory or in a file, read by place. It never changes, and any number of threads may read it at once.</summary>
public abstract class TokenSource
{
    /// <summary>How many tokens there are.</summary>
    public abstract long Count { get; }

    /// <summary>Writes the tokens from a place on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They reach beyond the last.</exception>
    public abstract void Read(long start, Span<int> tokens);

    /// <summary>Tokens in memory; the array is not copied.</summary>
    public static TokenSource Of(int[] tokens) => new TokenArray(tokens);

    /// <summary>Tokens in a file that stays open.</summary>
    public static TokenSource Of(TokenFile file) => new MappedTokens(file);

    /// <summary>The <paramref name="count"/> tokens from <paramref name="start"/> on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They reach beyond the last.</exception>
    public TokenSource Range(long start, long count)
    {
        Check(start, count);
        return start == 0 && count == Count ? this : new TokenRange(this, start, count);
    }

    /// <summary>Refuses a range that is not there.</summary>
    private protected void Check(long start, long count)
    {
        if (start < 0 || count < 0 || start > Count - count) throw new ArgumentOutOfRangeException(nameof(start), $"Tokens {start} to {start + count - 1} are asked for, but there are {Count}.");
    }

    sealed class TokenArray(int[] tokens) : TokenSource
    {
        public override long Count => tokens.Length;

        public override void Read(long start, Span<int> to)
        {
            Check(start, to.Length);
            tokens.AsSpan((int)start, to.Length).CopyTo(to);
        }
    }

    sealed class MappedTokens(TokenFile file) : TokenSource
    {
        public override long Count => file.Count;

        public override void Read(long start, Span<int> to) => file.Read(start, to);
    }

    sealed class TokenRange(TokenSource source, long first, long count) : TokenSource
    {
        public override long Count => count;

        public override void Read(long start, Span<int> to)
        {
            Check(start, to.Length);
            source.Read(first + start, to);
        }
    }
}
