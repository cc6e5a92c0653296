namespace Nabla.Text;

/// <summary>Loops over tokens, as wide as the processor's vectors.</summary>
static class TokenNumbers
{
    /// <summary>Makes 32-bit numbers of 16-bit ones.</summary>
    public static void Widen(ReadOnlySpan<ushort> source, Span<int> target)
    {
        int lanes = Vector<ushort>.Count, half = Vector<int>.Count, i = 0;
        for (; i <= source.Length - lanes; i += lanes)
        {
            Vector.Widen(new Vector<ushort>(source.Slice(i, lanes)), out Vector<uint> low, out Vector<uint> high);
            Vector.AsVectorInt32(low).CopyTo(target[i..]);
            Vector.AsVectorInt32(high).CopyTo(target[(i + half)..]);
        }
        for (; i < source.Length; i++) target[i] = source[i];
    }

    /// <summary>Makes 16-bit numbers of 32-bit ones that fit.</summary>
    public static void Narrow(ReadOnlySpan<int> source, Span<ushort> target)
    {
        int lanes = Vector<ushort>.Count, half = Vector<int>.Count, i = 0;
        for (; i <= source.Length - lanes; i += lanes)
        {
            var low = Vector.AsVectorUInt32(new Vector<int>(source.Slice(i, half)));
            var high = Vector.AsVectorUInt32(new Vector<int>(source.Slice(i + half, half)));
            Vector.Narrow(low, high).CopyTo(target[i..]);
        }
        for (; i < source.Length; i++) target[i] = (ushort)source[i];
    }

    /// <summary>The place of the first token that is not in a vocabulary; -1 if all are.</summary>
    public static int FirstOutside(ReadOnlySpan<int> tokens, int vocabulary)
    {
        var bound = new Vector<uint>((uint)vocabulary);
        int lanes = Vector<uint>.Count, i = 0;
        while (i <= tokens.Length - lanes && Vector.LessThanAll(Vector.AsVectorUInt32(new Vector<int>(tokens.Slice(i, lanes))), bound)) i += lanes;
        for (; i < tokens.Length; i++)
            if ((uint)tokens[i] >= (uint)vocabulary) return i;
        return -1;
    }
}
