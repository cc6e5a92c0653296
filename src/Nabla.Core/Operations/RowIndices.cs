namespace Nabla.Operations;

/// <summary>Checks indices before a kernel uses them as addresses.</summary>
internal static class RowIndices
{
    [ThreadStatic] static int[]? buffer;

    /// <summary>Throws if an index is not in 0 … bound − 1 (or negative, where that is allowed). Returns how many are negative.</summary>
    public static int Check(Tensor indices, int bound, string operation, string what, string of, bool allowNegative)
    {
        int count = checked((int)indices.Count);
        if (buffer is null || buffer.Length < count) buffer = new int[Math.Max(256, count)];
        Span<int> values = buffer.AsSpan(0, count);
        indices.Device.Read(indices.Storage.Block, indices.Offset * sizeof(int), MemoryMarshal.AsBytes(values));
        int negative = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] >= bound || (values[i] < 0 && !allowNegative))
                throw new ArgumentException($"{operation}: {what} {values[i]} at position {i} is no {of}: expected 0 to {bound - 1}.");
            negative += values[i] >>> 31;
        }
        return negative;
    }
}
