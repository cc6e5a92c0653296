namespace Nabla.Devices;

/// <summary>The extents of an attention: queries [batch, queries, heads, size] look at keys and values [batch, keys, keyHeads, size]. So many heads
/// in a row share the keys of one. The last query stands at the last key.</summary>
public readonly record struct AttentionShape(int Batch, int Queries, int Keys, int Heads, int KeyHeads, int Size)
{
    /// <summary>Whether a query sees no key that stands after it.</summary>
    public bool IsCausal { get; init; }

    /// <summary>What scores are multiplied by: 1/√size.</summary>
    public double Scale => 1 / Math.Sqrt(Size);
}

/// <summary>Where queries, keys or values lie: rows [size] of adjacent elements, and the elements from one to the next of each kind.</summary>
public readonly record struct AttentionOperand(Region Region, long BatchStride, int RowStride, int HeadStride);
