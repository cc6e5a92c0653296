namespace Nabla.Data;

/// <summary>Looks for numbers that are none: NaN and infinities.</summary>
static class Finite
{
    /// <summary>The place of the first NaN or infinity, or −1. A number is finite exactly if x − x = 0.</summary>
    public static int FirstBad(ReadOnlySpan<float> values)
    {
        int lanes = Vector<float>.Count, i = 0;
        for (; i <= values.Length - lanes; i += lanes)
        {
            var x = new Vector<float>(values.Slice(i, lanes));
            if (!Vector.EqualsAll(x - x, Vector<float>.Zero)) break;
        }
        for (; i < values.Length; i++) if (!float.IsFinite(values[i])) return i;
        return -1;
    }
}
