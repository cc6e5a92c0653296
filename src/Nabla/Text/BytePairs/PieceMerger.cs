namespace Nabla.Text;

/// <summary>Merges the bytes of one piece (Sennrich et al. 2016, section 3.2): of all neighbours that merge, those of the lowest rank, the leftmost
/// of these, until none do. The candidates wait in a heap and the tokens are a linked list, so that n bytes take n·log n steps.</summary>
sealed class PieceMerger(MergeTable merges)
{
    readonly PriorityQueue<int, ulong> candidates = new();
    int[] symbols = new int[64], next = new int[64], previous = new int[64];

    /// <summary>Merges the tokens in place.</summary>
    /// <returns>How many are left.</returns>
    public int Merge(Span<int> tokens)
    {
        Lay(tokens);
        while (candidates.TryDequeue(out int at, out ulong priority))
        {
            int right = next[at];
            if (symbols[at] < 0 || right < 0 || !merges.TryFind(symbols[at], symbols[right], out var merge) || merge.Rank != (int)(priority >> 32)) continue;
            symbols[at] = merge.Result;
            symbols[right] = -1;
            next[at] = next[right];
            if (next[at] >= 0) previous[next[at]] = at;
            Offer(at);
            if (previous[at] >= 0) Offer(previous[at]);
        }
        int count = 0;
        for (int at = 0; at >= 0; at = next[at]) tokens[count++] = symbols[at];
        return count;
    }

    void Lay(ReadOnlySpan<int> tokens)
    {
        if (symbols.Length < tokens.Length) (symbols, next, previous) = (new int[tokens.Length], new int[tokens.Length], new int[tokens.Length]);
        tokens.CopyTo(symbols);
        for (int i = 0; i < tokens.Length; i++) (previous[i], next[i]) = (i - 1, i + 1);
        next[tokens.Length - 1] = -1;
        for (int i = 0; i < tokens.Length - 1; i++) Offer(i);
    }

    void Offer(int at)
    {
        if (next[at] >= 0 && merges.TryFind(symbols[at], symbols[next[at]], out var merge)) candidates.Enqueue(at, (ulong)merge.Rank << 32 | (uint)at);
    }
}
