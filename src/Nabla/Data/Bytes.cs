namespace Nabla.Data;

/// <summary>Pixels of one byte as numbers from 0 to 1.</summary>
static class Bytes
{
    /// <summary>target[i] = source[i] / 255, sixteen or more at a time.</summary>
    public static void ToUnit(ReadOnlySpan<byte> source, Span<float> target)
    {
        var scale = new Vector<float>(255f);
        int lanes = Vector<byte>.Count, quarter = Vector<float>.Count, i = 0;
        for (; i <= source.Length - lanes; i += lanes)
        {
            Vector.Widen(new Vector<byte>(source.Slice(i, lanes)), out Vector<ushort> low, out Vector<ushort> high);
            Vector.Widen(low, out Vector<uint> a, out Vector<uint> b);
            Vector.Widen(high, out Vector<uint> c, out Vector<uint> d);
            (Vector.ConvertToSingle(Vector.AsVectorInt32(a)) / scale).CopyTo(target[i..]);
            (Vector.ConvertToSingle(Vector.AsVectorInt32(b)) / scale).CopyTo(target[(i + quarter)..]);
            (Vector.ConvertToSingle(Vector.AsVectorInt32(c)) / scale).CopyTo(target[(i + 2 * quarter)..]);
            (Vector.ConvertToSingle(Vector.AsVectorInt32(d)) / scale).CopyTo(target[(i + 3 * quarter)..]);
        }
        for (; i < source.Length; i++) target[i] = source[i] / 255f;
    }
}
