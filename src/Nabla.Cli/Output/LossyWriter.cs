namespace Nabla.Cli.Output;

/// <summary>Writes as long as somebody takes it: when the other end is closed or full, what is said is lost and the work goes on.</summary>
/// <param name="inner">Where it goes.</param>
sealed class LossyWriter(TextWriter inner) : TextWriter
{
    /// <summary>Whether something was lost.</summary>
    public bool IsLost { get; private set; }

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => inner.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => inner.Write(value));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Try(inner.Flush);

    void Try(Action write)
    {
        if (IsLost) return;
        try { write(); }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            IsLost = true;
        }
    }
}
