namespace Nabla.Devices.Cpu;

/// <summary>One tile of an attention on one thread: scores of some keys (its rows) and some queries (its columns). Queries lie along vectors, so that
/// softmax needs no sum across one, see <see cref="AttentionWeights{T, L}"/>.</summary>
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
}
