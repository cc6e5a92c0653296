namespace Nabla.Devices.Cpu;

/// <summary>What happens to the scores in a tile of an attention: softmax as it goes on from tile to tile, and its gradient.</summary>
internal static unsafe class AttentionWeights<T, L> where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    // Elements from one key of a tile to the next.
    const int Pitch = AttentionTile<T, L>.Queries;

    /// <summary>Hides keys from queries that stand before them: key i is seen from query <paramref name="firstSeeing"/> + i on.</summary>
    public static void Hide(T* tile, int keys, int queries, int firstSeeing)
    {
        for (int key = Math.Max(0, 1 - firstSeeing); key < keys; key++)
            new Span<T>(tile + key * Pitch, Math.Min(queries, firstSeeing + key)).Fill(T.NegativeInfinity);
    }

    /// <summary>Turns scores into powers e^(score·scale − most) and adds them to the queries' sums, where most is the largest score·scale so far.
    /// What was summed before has to be multiplied by <paramref name="factor"/>; returns whether any of these is not 1 (Milakov and Gimelshein 2018,
    /// arXiv:1805.02867, section 3).</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] public static bool Weigh(T* tile, int keys, int queries, T scale, T* most, T* sum, T* factor)
    {
        bool moved = false;
        L times = L.Broadcast(scale);
        for (int i = 0; i < queries; i += L.Count)
        {
            L before = L.Load(most + i), largest = L.Max(before, Largest(tile + i, keys) * times);
            L change = L.Exp(before - largest);
            L.Store(most + i, largest);
            L.Store(factor + i, change);
            L.Store(sum + i, L.MultiplyAdd(L.Load(sum + i), change, Powers(tile + i, keys, times, largest)));
            for (int lane = i; lane < Math.Min(i + L.Count, queries); lane++) moved |= factor[lane] != T.One;
        }
        return moved;
    }

    [MethodImpl(AggressiveInlining)] static L Largest(T* column, int keys)
    {
        L a = L.Load(column), b = a, c = a, d = a;
        int key = 1;
        for (; key + 4 <= keys; key += 4)
        {
            a = L.Max(a, L.Load(column + key * Pitch));
            b = L.Max(b, L.Load(column + (key + 1) * Pitch));
            c = L.Max(c, L.Load(column + (key + 2) * Pitch));
            d = L.Max(d, L.Load(column + (key + 3) * Pitch));
        }
        for (; key < keys; key++) a = L.Max(a, L.Load(column + key * Pitch));
        return L.Max(L.Max(a, b), L.Max(c, d));
    }

    [MethodImpl(AggressiveInlining)] static L Powers(T* column, int keys, L scale, L most)
    {
        L a = L.Constant(0), b = a;
        int key = 0;
        for (; key + 2 <= keys; key += 2)
        {
            L x = L.Exp(L.Load(column + key * Pitch) * scale - most), y = L.Exp(L.Load(column + (key + 1) * Pitch) * scale - most);
            L.Store(column + key * Pitch, x);
            L.Store(column + (key + 1) * Pitch, y);
            a += x;
            b += y;
        }
        if (key == keys) return a + b;
        L last = L.Exp(L.Load(column + key * Pitch) * scale - most);
        L.Store(column + key * Pitch, last);
        return a + b + last;
    }

    /// <summary>From scores and the gradients of the weights: weights = e^(score·scale − largest − logarithm) in place of the scores, and
    /// gradients = weights·(gradients − dots)·scale, those of the scores, in place of the gradients.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] public static void Gradients(T* scores, T* gradients, int keys, int queries, T scale, T* largest, T* logarithms, T* dots)
    {
        L times = L.Broadcast(scale);
        for (int i = 0; i < queries; i += L.Count)
        {
            L most = L.Load(largest + i), log = L.Load(logarithms + i), dot = L.Load(dots + i);
            for (int at = i; at < keys * Pitch; at += Pitch)
            {
                L weight = L.Exp(L.Load(scores + at) * times - most - log);
                L.Store(scores + at, weight);
                L.Store(gradients + at, weight * (L.Load(gradients + at) - dot) * times);
            }
        }
    }

    /// <summary>row *= factor.</summary>
    [MethodImpl(AggressiveInlining)] public static void Scale(T* row, int size, T factor)
    {
        L times = L.Broadcast(factor);
        int i = 0;
        for (; i + L.Count <= size; i += L.Count) L.Store(row + i, L.Load(row + i) * times);
        if (i < size) L.StorePart(row + i, L.LoadPart(row + i, size - i) * times, size - i);
    }
}
