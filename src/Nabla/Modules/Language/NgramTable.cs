namespace Nabla.Modules;

/// <summary>The distribution of the next token that counts of n-grams come to.</summary>
/// <param name="packing">How n-grams are packed.</param>
/// <param name="keys">The n-grams, ascending.</param>
/// <param name="counts">How often each occurred.</param>
/// <param name="vocabulary">How many tokens there are.</param>
/// <param name="smoothing">Added to each count; null mixes contexts of all lengths.</param>
sealed class NgramTable(NgramKeys packing, long[] keys, long[] counts, int vocabulary, double? smoothing)
{
    /// <summary>Writes the probability of each token after a context.</summary>
    /// <param name="context">The n − 1 tokens before.</param>
    /// <param name="shares">Where it goes, one number for each token.</param>
    public void Distribution(ReadOnlySpan<int> context, Span<float> shares)
    {
        if (smoothing is { } k)
        {
            Smooth(Followers(context), k, shares);
            return;
        }
        shares.Fill(1f / vocabulary);
        for (int length = 0; length <= context.Length; length++)
            if (!Mix(Followers(context[^length..]), shares)) return; // what was never seen was not seen with more before it either
    }

    // p = (c + k)/(Σc + k·V); of a context that was never seen, with nothing added, all are alike.
    void Smooth(Range followers, double k, Span<float> shares)
    {
        double all = Total(followers) + k * vocabulary;
        shares.Fill((float)(all > 0 ? k / all : 1.0 / vocabulary));
        for (int i = followers.Start.Value; i < followers.End.Value; i++) shares[packing.Last(keys[i])] = (float)((counts[i] + k) / all);
    }

    // p = (c + d·p′)/(Σc + d).
    bool Mix(Range followers, Span<float> shares)
    {
        int different = followers.End.Value - followers.Start.Value;
        if (different == 0) return false;
        double all = Total(followers) + (double)different;
        Scale(shares, (float)(different / all));
        for (int i = followers.Start.Value; i < followers.End.Value; i++) shares[packing.Last(keys[i])] += (float)(counts[i] / all);
        return true;
    }

    long Total(Range followers)
    {
        long total = 0;
        for (int i = followers.Start.Value; i < followers.End.Value; i++) total += counts[i];
        return total;
    }

    Range Followers(ReadOnlySpan<int> context)
    {
        long key = packing.Of(context);
        return First(packing.After(key, 0))..First(packing.After(key + 1, 0));
    }

    // The place of the first n-gram that is not before a key.
    int First(long key)
    {
        int at = Array.BinarySearch(keys, key);
        return at < 0 ? ~at : at;
    }

    static void Scale(Span<float> values, float factor)
    {
        Span<Vector<float>> lanes = MemoryMarshal.Cast<float, Vector<float>>(values);
        for (int i = 0; i < lanes.Length; i++) lanes[i] *= factor;
        for (int i = lanes.Length * Vector<float>.Count; i < values.Length; i++) values[i] *= factor;
    }

    /// <summary>Refuses what no counting leaves behind.</summary>
    /// <exception cref="FormatException">Keys and counts are not alike in number, out of order, or none at all.</exception>
    public void Check(int order)
    {
        if (keys.Length != counts.Length) throw new FormatException($"it has {keys.Length} n-grams but {counts.Length} counts");
        for (int i = 0; i < keys.Length; i++)
        {
            int length = packing.Length(keys[i]);
            if (counts[i] < 1 || length < 1 || length > order || packing.Last(keys[i]) >= vocabulary || i > 0 && keys[i] <= keys[i - 1])
                throw new FormatException($"its n-gram {i} is none, or out of order");
        }
    }
}
