namespace Nabla.Generation;

/// <summary>The likeliest tokens, the likeliest first and of equals the one with the lower number.</summary>
static class Shortlist
{
    /// <summary>The k likeliest, and of these the fewest that make up a share of their sum: at least one token.</summary>
    public static int[] Of(float[] probabilities, int? topK, double topP)
    {
        if (topK is not { } k || k >= probabilities.Length) return Nucleus(Sorted(Candidates(probabilities, topP), probabilities), probabilities, topP * Sum(probabilities));
        int[] tokens = Likeliest(probabilities, k);
        return topP == 1 ? tokens : Nucleus(tokens, probabilities, topP * Sum(Array.ConvertAll(tokens, token => probabilities[token])));
    }

    /// <summary>The sum, in double and in order.</summary>
    public static double Sum(ReadOnlySpan<float> probabilities)
    {
        double sum = 0;
        foreach (float each in probabilities) sum += each;
        return sum;
    }

    // A heap of k, the least likely on top, so that almost every token costs one comparison.
    static int[] Likeliest(float[] probabilities, int k)
    {
        var heap = new PriorityQueue<int, (float Probability, int Order)>(k + 1);
        for (int token = 0; token < probabilities.Length; token++)
        {
            if (heap.Count == k && heap.TryPeek(out _, out var least) && probabilities[token] <= least.Probability) continue;
            if (heap.Count == k) heap.Dequeue();
            heap.Enqueue(token, (probabilities[token], -token));
        }
        return Sorted([.. heap.UnorderedItems.Select(each => each.Element)], probabilities);
    }

    // All tokens below (1 − p)/n together make up less than 1 − p, so the nucleus is among the others, which are few to sort.
    // Half of that bound leaves room for the rounding of probabilities whose sum is not quite 1.
    static int[] Candidates(float[] probabilities, double topP)
    {
        double floor = 0.5 * (1 - topP) / probabilities.Length;
        var tokens = new List<int>();
        for (int token = 0; token < probabilities.Length; token++)
            if (probabilities[token] >= floor) tokens.Add(token);
        return [.. tokens];
    }

    static int[] Sorted(int[] tokens, float[] probabilities)
    {
        Array.Sort(tokens, (a, b) => probabilities[b].CompareTo(probabilities[a]) is var order and not 0 ? order : a.CompareTo(b));
        return tokens;
    }

    static int[] Nucleus(int[] tokens, float[] probabilities, double share)
    {
        double reached = 0;
        for (int i = 0; i < tokens.Length; i++)
        {
            reached += probabilities[tokens[i]];
            if (reached >= share) return tokens[..(i + 1)];
        }
        return tokens;
    }
}
