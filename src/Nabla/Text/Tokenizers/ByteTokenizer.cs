namespace Nabla.Text;

/// <summary>Every byte is a token, 256 in all: no vocabulary to learn, lossless on anything.</summary>
public sealed class ByteTokenizer : Tokenizer
{
    static readonly byte[] All = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

    /// <inheritdoc/>
    public override int Count => 256;

    /// <summary>The character where it is visible ASCII, else the byte: <c>a</c>, <c>0x0A</c>.</summary>
    /// <inheritdoc/>
    public override string NameOf(int token) => BytesOf(token)[0] is > 0x20 and < 0x7F and var value ? ((char)value).ToString() : $"0x{token:X2}";

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> BytesOf(int token) => (uint)token < 256 ? All.AsSpan(token, 1) : throw NoSuchToken(token);

    internal override int Encode(ReadOnlySpan<byte> block, bool isLast, long at, bool allowSpecial, IBufferWriter<int> to)
    {
        var tokens = MemoryMarshal.Cast<int, uint>(to.GetSpan(block.Length));
        int lanes = Vector<byte>.Count, quarter = Vector<uint>.Count, i = 0;
        for (; i <= block.Length - lanes; i += lanes)
        {
            Vector.Widen(new Vector<byte>(block.Slice(i, lanes)), out Vector<ushort> low, out Vector<ushort> high);
            Vector.Widen(low, out Vector<uint> a, out Vector<uint> b);
            Vector.Widen(high, out Vector<uint> c, out Vector<uint> d);
            a.CopyTo(tokens[i..]);
            b.CopyTo(tokens[(i + quarter)..]);
            c.CopyTo(tokens[(i + 2 * quarter)..]);
            d.CopyTo(tokens[(i + 3 * quarter)..]);
        }
        for (; i < block.Length; i++) tokens[i] = block[i];
        to.Advance(block.Length);
        return block.Length;
    }

    internal override TokenizerContents Contents => new()
    {
        Vocabulary = [.. ByteAlphabet.Characters.Select((character, value) => (character.ToString(), value))],
        IsByteLevel = true,
    };
}
