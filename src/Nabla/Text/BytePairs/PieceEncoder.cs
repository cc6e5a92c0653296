namespace Nabla.Text;

/// <summary>Encodes text by splitting and merging, with memory of its own: one thread at a time.</summary>
sealed class PieceEncoder(TextSplitter splitter, MergeTable merges, int[] byteTokens, Dictionary<byte[], int> wholePieces)
{
    readonly SplitRoom room = new();
    readonly PieceMerger merger = new(merges);
    readonly PieceCache cache = new();
    readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> whole = wholePieces.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>Appends the tokens of the beginning of a text, and says how many bytes they were; 0 if the block is too short to tell.</summary>
    public int Encode(ReadOnlySpan<byte> block, bool isLast, long at, IBufferWriter<int> to)
    {
        var ends = splitter.Split(block, isLast, at, room);
        if (ends.Count == 0) return 0;
        var tokens = to.GetSpan(ends[^1]);
        int count = 0, begin = 0;
        foreach (int end in ends)
        {
            count += Encode(block[begin..end], at + begin, tokens[count..]);
            begin = end;
        }
        to.Advance(count);
        return begin;
    }

    int Encode(ReadOnlySpan<byte> piece, long at, Span<int> tokens)
    {
        if (cache.TryGet(piece, out var known))
        {
            known.CopyTo(tokens);
            return known.Length;
        }
        int count = Merge(piece, at, tokens);
        cache.Keep(piece, tokens[..count]);
        return count;
    }

    int Merge(ReadOnlySpan<byte> piece, long at, Span<int> tokens)
    {
        if (wholePieces.Count > 0 && whole.TryGetValue(piece, out tokens[0])) return 1;
        for (int i = 0; i < piece.Length; i++)
        {
            tokens[i] = byteTokens[piece[i]];
            if (tokens[i] < 0) throw new DataException($"BytePairTokenizer: byte {at + i} of the text is 0x{piece[i]:X2}, for which the vocabulary has no token: use one that has all 256 bytes.");
        }
        return merger.Merge(tokens[..piece.Length]);
    }
}
