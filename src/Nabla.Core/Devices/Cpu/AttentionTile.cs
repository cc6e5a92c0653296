using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Devices.Cpu;

/// <summary>
/// One tile of an attention on one thread: scores of some keys (its rows) and some queries (its columns).
/// Queries lie along vectors, so that softmax needs no sum across one.
/// </summary>
internal static unsafe class AttentionTile<T, L> where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    /// <summary>Queries and keys of a tile: two such tiles of floats fill the first-level cache.</summary>
    public const int Queries = 64, Keys = 64;

    /// <summary>Elements of a tile.</summary>
    public const int Room = Queries * Keys;

    /// <summary>Elements that the rows of some queries take when packed.</summary>
    public static int PackedRoom(int size) => Queries * Depth(size);

    static int Depth(int size) => GemmCut.Pieces(size, L.Count) * L.Count;

    /// <summary>Packs rows [rows, size] as a right operand that is transposed.</summary>
    public static void Pack(T* source, int leading, int rows, int size, T* panels) =>
        GemmPacking<T, L>.Columns(source, leading, rows, size, Depth(size), panels, (T*)GemmBuffer.Tile(GemmBuffer.Panels));

    /// <summary>tile [keys, queries] = rows [keys, size] · packedᵀ.</summary>
    public static void Scores(T* rows, int leading, int keys, int queries, int size, T* packed, T* tile)
    {
        GemmPart<T, L, Identity> part = new()
        {
            Shape = new(keys, queries, size) { LeadingA = leading, LeadingC = Queries },
            A = rows, C = tile, Rows = keys, Columns = queries, Packed = packed, PackedDepth = Depth(size),
        };
        part.Run();
    }

    /// <summary>sums [keys, size] += tile [keys, queries] · rows [queries, size].</summary>
    public static void ForKeys(T* tile, int keys, int queries, T* rows, int leading, int size, T* sums, int leadingSums)
    {
        GemmPart<T, L, Identity> part = new()
        {
            Shape = new(keys, size, queries) { LeadingA = Queries, LeadingB = leading, LeadingC = leadingSums, Accumulate = true },
            A = tile, B = rows, C = sums, Rows = keys, Columns = size,
        };
        part.Run();
    }

    /// <summary>sums [queries, size] = tileᵀ [queries, keys] · rows [keys, size], or += that.</summary>
    public static void ForQueries(T* tile, int keys, int queries, T* rows, int leading, int size, T* sums, int leadingSums, bool add)
    {
        GemmPart<T, L, Identity> part = new()
        {
            Shape = new(queries, size, keys) { TransposeA = true, LeadingA = Queries, LeadingB = leading, LeadingC = leadingSums, Accumulate = add },
            A = tile, B = rows, C = sums, Rows = queries, Columns = size,
        };
        part.Run();
    }

    /// <summary>
    /// Hides keys from queries that stand before them: key i is seen from query <paramref name="firstSeeing"/> + i on.
    /// </summary>
    public static void Hide(T* tile, int keys, int queries, int firstSeeing)
    {
        for (int key = Math.Max(0, 1 - firstSeeing); key < keys; key++)
            new Span<T>(tile + key * Queries, Math.Min(queries, firstSeeing + key)).Fill(T.NegativeInfinity);
    }

    /// <summary>
    /// Turns scores into powers e^(score·scale − most) and adds them to the queries' sums, where most is the largest score·scale so far.
    /// What was summed before has to be multiplied by <paramref name="factor"/>; returns whether any of these is not 1
    /// (Milakov and Gimelshein 2018, arXiv:1805.02867, section 3).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Weigh(T* tile, int keys, int queries, T scale, T* most, T* sum, T* factor)
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static L Largest(T* column, int keys)
    {
        L a = L.Load(column), b = a, c = a, d = a;
        int key = 1;
        for (; key + 4 <= keys; key += 4)
        {
            a = L.Max(a, L.Load(column + key * Queries));
            b = L.Max(b, L.Load(column + (key + 1) * Queries));
            c = L.Max(c, L.Load(column + (key + 2) * Queries));
            d = L.Max(d, L.Load(column + (key + 3) * Queries));
        }
        for (; key < keys; key++) a = L.Max(a, L.Load(column + key * Queries));
        return L.Max(L.Max(a, b), L.Max(c, d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static L Powers(T* column, int keys, L scale, L most)
    {
        L a = L.Constant(0), b = a;
        int key = 0;
        for (; key + 2 <= keys; key += 2)
        {
            L x = L.Exp(L.Load(column + key * Queries) * scale - most), y = L.Exp(L.Load(column + (key + 1) * Queries) * scale - most);
            L.Store(column + key * Queries, x);
            L.Store(column + (key + 1) * Queries, y);
            a += x;
            b += y;
        }
        if (key == keys) return a + b;
        L last = L.Exp(L.Load(column + key * Queries) * scale - most);
        L.Store(column + key * Queries, last);
        return a + b + last;
    }

    /// <summary>
    /// From scores and the gradients of the weights: weights = e^(score·scale − logSumExp) in place of the scores, and
    /// gradients = weights·(gradients − dots)·scale, those of the scores, in place of the gradients.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradients(T* scores, T* gradients, int keys, int queries, T scale, T* logSumExp, T* dots)
    {
        L times = L.Broadcast(scale);
        for (int i = 0; i < queries; i += L.Count)
        {
            L log = L.Load(logSumExp + i), dot = L.Load(dots + i);
            for (int at = i; at < keys * Queries; at += Queries)
            {
                L weight = L.Exp(L.Load(scores + at) * times - log);
                L.Store(scores + at, weight);
                L.Store(gradients + at, weight * (L.Load(gradients + at) - dot) * times);
            }
        }
    }

    /// <summary>row *= factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scale(T* row, int size, T factor)
    {
        L times = L.Broadcast(factor);
        int i = 0;
        for (; i + L.Count <= size; i += L.Count) L.Store(row + i, L.Load(row + i) * times);
        if (i < size) L.StorePart(row + i, L.LoadPart(row + i, size - i) * times, size - i);
    }

    /// <summary>Σ aᵢbᵢ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Dot(T* a, T* b, int size)
    {
        L sum = L.Constant(0);
        int i = 0;
        for (; i + L.Count <= size; i += L.Count) sum = L.MultiplyAdd(L.Load(a + i), L.Load(b + i), sum);
        if (i < size) sum += L.LoadPart(a + i, size - i) * L.LoadPart(b + i, size - i);
        return L.Sum(sum);
    }
}
