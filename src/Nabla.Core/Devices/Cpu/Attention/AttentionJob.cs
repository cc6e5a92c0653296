namespace Nabla.Devices.Cpu;

/// <summary>What attention and its gradient have in common: the operands, and which keys a query sees.</summary>
internal readonly unsafe struct AttentionJob<T>(in AttentionShape shape, AttentionRows<T> queries, AttentionRows<T> keys, AttentionRows<T> values, int* lengths, T* logSumExp)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Multiply-adds of a product in a chunk: some 50 microseconds for both of them.</summary>
    public const long Grain = 1 << 20;

    readonly int* lengths = lengths;

    public readonly AttentionShape Shape = shape;
    public readonly AttentionRows<T> Queries = queries, Keys = keys, Values = values;

    /// <summary>log Σ e^(score·scale) over the keys that a query sees, [2, batch, heads, queries]: the largest score·scale, +∞ where it sees none, then the
    /// logarithm of what the others add. Their sum would lose digits that every weight needs.</summary>
    public readonly T* LogSumExp = logSumExp;

    /// <summary>1/√size.</summary>
    public T Scale => T.CreateTruncating(Shape.Scale);

    /// <summary>How many keys lie before the first query, so that the last query stands at the last key.</summary>
    public int Before => Shape.Keys - Shape.Queries;

    /// <summary>How many keys a query sees, from the first on.</summary>
    [MethodImpl(AggressiveInlining)] public int Visible(int batch, int query)
    {
        int all = lengths == null ? Shape.Keys : lengths[batch];
        return Shape.IsCausal ? Math.Min(all, query + Before + 1) : all;
    }

    /// <summary>The largest score of a query.</summary>
    [MethodImpl(AggressiveInlining)]
    public T* LargestAt(int batch, int head, int query) => LogSumExp + ((nint)batch * Shape.Heads + head) * Shape.Queries + query;

    /// <summary>The logarithm of a query.</summary>
    [MethodImpl(AggressiveInlining)]
    public T* LogarithmAt(int batch, int head, int query) => LargestAt(batch, head, query) + (nint)Shape.Batch * Shape.Heads * Shape.Queries;

    /// <summary>Whether a tile holds a key that one of its queries must not see; keys beyond the lengths are in no tile.</summary>
    [MethodImpl(AggressiveInlining)]
    public bool Crosses(int firstQuery, int firstKey, int keys) => Shape.IsCausal && firstKey + keys > firstQuery + Before + 1;
}
