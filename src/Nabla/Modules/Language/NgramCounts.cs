namespace Nabla.Modules;

/// <summary>How often n-grams occurred: their keys in order, each once, and the counts. More are added in blocks, so that only different ones take memory.</summary>
sealed class NgramCounts
{
    const int Block = 1 << 20;

    readonly long[] pending = new long[Block];
    int filled;

    /// <summary>The keys, ascending.</summary>
    public long[] Keys { get; private set; } = [];

    /// <summary>How often each occurred.</summary>
    public long[] Counts { get; private set; } = [];

    /// <summary>Counts an n-gram once more.</summary>
    public void Add(long key)
    {
        pending[filled++] = key;
        if (filled == pending.Length) Settle();
    }

    /// <summary>Sorts in what was added since.</summary>
    public void Settle()
    {
        if (filled == 0) return;
        Span<long> added = pending.AsSpan(0, filled);
        added.Sort();
        int most = Keys.Length + Distinct(added), count = 0;
        long[] keys = new long[most], counts = new long[most];
        for (int old = 0, at = 0; old < Keys.Length || at < filled; count++)
        {
            bool isOld = at == filled || old < Keys.Length && Keys[old] <= added[at];
            keys[count] = isOld ? Keys[old] : added[at];
            if (isOld) counts[count] = Counts[old++];
            for (; at < filled && added[at] == keys[count]; at++) counts[count]++;
        }
        (Keys, Counts, filled) = (keys[..count], counts[..count], 0);
    }

    static int Distinct(ReadOnlySpan<long> sorted)
    {
        int count = 1;
        for (int i = 1; i < sorted.Length; i++) if (sorted[i] != sorted[i - 1]) count++;
        return count;
    }
}
