namespace Nabla.Text;

/// <summary>Learns byte pairs (Sennrich et al. 2016, algorithm 1): counts the pieces of a text, then merges the most frequent neighbours again and
/// again. Of equally frequent ones the lower numbers go first, so that the same text gives the same tokens.</summary>
sealed class BytePairTrainer
{
    const int Bytes = 256;

    readonly BytePairOptions options;
    readonly TextSplitter splitter;
    readonly SplitRoom room = new();
    readonly Dictionary<byte[], long> counts = new(ByteStrings.Comparer);
    readonly Dictionary<byte[], long>.AlternateLookup<ReadOnlySpan<byte>> counted;

    public BytePairTrainer(BytePairOptions options)
    {
        this.options = options;
        counted = counts.GetAlternateLookup<ReadOnlySpan<byte>>();
        int least = Bytes + options.SpecialTokens.Count;
        if (options.Vocabulary < least) throw new DataException($"BytePairTokenizer: a vocabulary of {options.Vocabulary} is too small: the bytes and special tokens alone take {least}.");
        if (options.LeastCount < 1) throw new DataException($"BytePairTokenizer: LeastCount is {options.LeastCount}: neighbours that merge must occur at least once.");
        if (options.SpecialTokens.FirstOrDefault(text => !IsText(text)) is { } odd) throw new DataException($"BytePairTokenizer: '{Words.Excerpt.Of(odd)}' can be no special token: give at least one character, and no half of a surrogate pair.");
        try
        {
            splitter = new TextSplitter([options.Pattern]);
        }
        catch (FormatException error)
        {
            throw new DataException($"BytePairTokenizer: {error.Message}", error);
        }
    }

    /// <summary>Counts the pieces of a block of text, as far as they stay the same whatever follows.</summary>
    public int Add(ReadOnlySpan<byte> block, bool isLast, long at)
    {
        int begin = 0;
        foreach (int end in splitter.Split(block, isLast, at, room))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counted, block[begin..end], out _)++;
            begin = end;
        }
        return begin;
    }

    /// <summary>Merges, and makes the tokenizer.</summary>
    public BytePairTokenizer Finish()
    {
        var names = ByteAlphabet.Characters.Select(letter => letter.ToString()).ToList();
        var merges = new List<(string, string)>();
        var pairs = new PairCounts(counts);
        int most = options.Vocabulary - Bytes - options.SpecialTokens.Count;
        while (merges.Count < most && pairs.TakeMostFrequent(options.LeastCount, out int left, out int right))
        {
            pairs.Merge(left, right, names.Count);
            merges.Add((names[left], names[right]));
            names.Add(names[left] + names[right]);
        }
        return Make(names, merges);
    }

    // Only that can be written to a file and found in a text.
    static bool IsText(string text) => text.Length > 0 && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;

    BytePairTokenizer Make(List<string> names, List<(string, string)> merges)
    {
        try
        {
            return new BytePairTokenizer(new TokenizerContents
            {
                Vocabulary = [.. names.Select((name, token) => (name, token))],
                IsByteLevel = true,
                Merges = merges,
                Patterns = [options.Pattern],
                Added = [.. options.SpecialTokens.Select((text, i) => new AddedToken(text, names.Count + i, IsSpecial: true))],
            });
        }
        catch (FormatException error)
        {
            throw new DataException($"BytePairTokenizer: {error.Message}", error);
        }
    }
}
