namespace Nabla.Operations;

/// <summary>Checks indices before a kernel uses them as addresses.</summary>
internal static class RowIndices
{
    /// <summary>Throws if an index is not in 0 … bound − 1 (or negative, where that is allowed). Returns how many are negative.</summary>
    public static int Check(Tensor indices, int bound, string operation, string what, string of, bool allowNegative)
    {
        ReadOnlySpan<byte> bytes = indices.Device.Look(indices.Storage.Block, indices.Offset * sizeof(int), checked((int)indices.Count * sizeof(int)));
        ReadOnlySpan<int> values = MemoryMarshal.Cast<byte, int>(bytes);
        (int negative, bool isBeyond) = Count(values, bound);
        if (isBeyond || negative > 0 && !allowNegative) throw Refuse(values, bound, operation, what, of, allowNegative);
        GC.KeepAlive(indices.Storage);
        return negative;
    }

    static (int Negative, bool IsBeyond) Count(ReadOnlySpan<int> values, int bound)
    {
        Vector<int> negative = Vector<int>.Zero, beyond = Vector<int>.Zero, limit = new(bound);
        int i = 0;
        for (; i <= values.Length - Vector<int>.Count; i += Vector<int>.Count)
        {
            Vector<int> some = new(values[i..]);
            // A comparison that holds is −1.
            negative -= Vector.LessThan(some, Vector<int>.Zero);
            beyond |= Vector.GreaterThanOrEqual(some, limit);
        }
        int count = Vector.Sum(negative);
        bool any = beyond != Vector<int>.Zero;
        for (; i < values.Length; i++)
        {
            count += values[i] >>> 31;
            any |= values[i] >= bound;
        }
        return (count, any);
    }

    static ArgumentException Refuse(ReadOnlySpan<int> values, int bound, string operation, string what, string of, bool allowNegative)
    {
        int i = 0;
        while (values[i] < bound && (values[i] >= 0 || allowNegative)) i++;
        return new($"{operation}: {what} {values[i]} at position {i} is no {of}: expected 0 to {bound - 1}.");
    }
}
