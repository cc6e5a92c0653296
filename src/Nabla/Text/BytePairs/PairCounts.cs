namespace Nabla.Text;

/// <summary>How often each two tokens are neighbours, kept while they merge. Every different piece is laid out once as a linked list with its count;
/// a merge touches only the places of its pair. A heap gives the most frequent pair; what it says is checked against the count of now.</summary>
sealed class PairCounts
{
    const int Gone = -1;

    readonly Dictionary<ulong, (long Count, List<int> Places)> pairs = [];
    readonly PriorityQueue<ulong, (long Count, ulong Pair)> queue = new(Comparer<(long Count, ulong Pair)>.Create(Compare));
    readonly int[] symbols, next, previous, pieceOf;
    readonly long[] countOf;
    readonly HashSet<ulong> grown = [];

    public PairCounts(IReadOnlyCollection<KeyValuePair<byte[], long>> pieces)
    {
        long letters = pieces.Sum(piece => (long)piece.Key.Length);
        if (letters > Array.MaxLength) throw new DataException($"BytePairTokenizer: the different pieces of the text are {letters} bytes, more than one array holds ({Array.MaxLength}): train on less text, or cut it into shorter pieces.");
        int size = (int)letters;
        (symbols, next, previous, pieceOf) = (new int[size], new int[size], new int[size], new int[size]);
        countOf = new long[pieces.Count];
        int at = 0, number = 0;
        foreach (var (bytes, count) in pieces)
        {
            countOf[number] = count;
            Lay(bytes, number++, at);
            at += bytes.Length;
        }
        for (int place = 0; place < size; place++)
            if (next[place] >= 0) Add(place);
        Requeue();
    }

    /// <summary>The pair that occurs most often; false if none occurs often enough.</summary>
    public bool TakeMostFrequent(long least, out int left, out int right)
    {
        while (queue.TryDequeue(out ulong pair, out var said))
        {
            long count = pairs.TryGetValue(pair, out var now) ? now.Count : 0;
            if (count == said.Count && count >= least)
            {
                (left, right) = ((int)(pair >> 32), (int)pair);
                return true;
            }
            if (count >= least && count < said.Count) queue.Enqueue(pair, (count, pair));
        }
        (left, right) = (0, 0);
        return false;
    }

    /// <summary>Makes one token of two neighbours, wherever they are, from left to right in each piece.</summary>
    public void Merge(int left, int right, int merged)
    {
        pairs.Remove(MergeTable.Pair(left, right), out var pair);
        foreach (int at in pair.Places)
        {
            int second = next[at];
            if (symbols[at] != left || second < 0 || symbols[second] != right) continue;
            int before = previous[at], after = next[second];
            if (before >= 0) Remove(before);
            if (after >= 0) Remove(second);
            (symbols[at], symbols[second], next[at]) = (merged, Gone, after);
            if (after >= 0) previous[after] = at;
            if (before >= 0) Add(before);
            if (after >= 0) Add(at);
        }
        Requeue();
    }

    void Lay(ReadOnlySpan<byte> bytes, int piece, int from)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            int at = from + i;
            (symbols[at], pieceOf[at]) = (bytes[i], piece);
            previous[at] = i == 0 ? Gone : at - 1;
            next[at] = i == bytes.Length - 1 ? Gone : at + 1;
        }
    }

    void Add(int at)
    {
        ulong pair = MergeTable.Pair(symbols[at], symbols[next[at]]);
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(pairs, pair, out _);
        entry.Count += countOf[pieceOf[at]];
        (entry.Places ??= []).Add(at);
        grown.Add(pair);
    }

    // The place stays listed: it is looked at again when its pair merges. The pair that merges now is listed no more.
    void Remove(int at)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrNullRef(pairs, MergeTable.Pair(symbols[at], symbols[next[at]]));
        if (!Unsafe.IsNullRef(ref entry)) entry.Count -= countOf[pieceOf[at]];
    }

    void Requeue()
    {
        foreach (ulong pair in grown)
            if (pairs.TryGetValue(pair, out var entry)) queue.Enqueue(pair, (entry.Count, pair));
        grown.Clear();
    }

    static int Compare((long Count, ulong Pair) one, (long Count, ulong Pair) other) =>
        one.Count != other.Count ? other.Count.CompareTo(one.Count) : one.Pair.CompareTo(other.Pair);
}
