namespace Nabla.Generation;

/// <summary>What a model says comes next, for sequences that go side by side. With a cache, each token is read once. Where the context is full, the
/// model goes on from its last half, which is read again: so what it sees depends on the number of tokens alone, with a cache or without.</summary>
/// <param name="model">Reads.</param>
/// <param name="sequences">The tokens, which grow.</param>
/// <param name="useCache">Whether what has been read is remembered.</param>
sealed class ContextReader(LanguageModel model, IReadOnlyList<List<int>> sequences, bool useCache)
{
    const int LogitsAtOnce = 1 << 24; // 64 MB: a long prompt is read in pieces

    readonly Device device = model.Device;
    SequenceState? state;
    int start, end;

    /// <summary>The logits of the token after the first <paramref name="length"/>, one row a sequence.</summary>
    /// <param name="length">At least 1, and at least as many as the time before.</param>
    public float[][] Next(int length)
    {
        int from = WindowStart(length, model.ContextLength);
        if (!useCache) return Scope.Run(() => Last(model.Call(Tokens(from, length))));
        if (state is null || from != start)
        {
            state = model.Start(sequences.Count);
            start = end = from;
        }
        int piece = Math.Max(1, LogitsAtOnce / model.Vocabulary / sequences.Count);
        while (length - end > piece) Read(piece);
        return Read(length - end);
    }

    /// <summary>The first token in sight when so many have been read: when the context was full, all but its last half is forgotten.</summary>
    internal static int WindowStart(int length, int? context)
    {
        if (context is not { } most || length <= most) return 0;
        int forgotten = most - most / 2;
        return (length - most + forgotten - 1) / forgotten * forgotten;
    }

    float[][] Read(int count)
    {
        float[][] last = Scope.Run(() => Last(model.Continue(Tokens(end, end + count), state!)));
        end += count;
        return last;
    }

    Tensor Tokens(int from, int to) => Tensor.From<int>([.. sequences.SelectMany(tokens => tokens[from..to])], [sequences.Count, to - from], device);

    static float[][] Last(Tensor logits)
    {
        Tensor last = logits.Select(1, logits.Shape[1] - 1).To(DataType.Float32);
        return [.. last.ToArray<float>().Chunk(last.Shape[1])];
    }
}
