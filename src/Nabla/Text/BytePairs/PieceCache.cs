namespace Nabla.Text;

/// <summary>The tokens of pieces that came by before. Each short piece has one place, where it takes the room of the last that fell there: the cache
/// never grows, and nothing needs counting.</summary>
sealed class PieceCache
{
    const int LongestPiece = 15, Places = 1 << 15;

    readonly (ulong Low, ulong High, int[]? Tokens)[] entries = new (ulong, ulong, int[]?)[Places];

    /// <summary>The tokens of a piece, if it is here.</summary>
    public bool TryGet(ReadOnlySpan<byte> piece, out ReadOnlySpan<int> tokens)
    {
        tokens = default;
        if (piece.Length > LongestPiece) return false;
        var (low, high) = Key(piece);
        ref var entry = ref entries[Place(low, high)];
        if (entry.Low != low || entry.High != high || entry.Tokens is null) return false;
        tokens = entry.Tokens;
        return true;
    }

    /// <summary>Keeps the tokens of a piece, if it is short.</summary>
    public void Keep(ReadOnlySpan<byte> piece, ReadOnlySpan<int> tokens)
    {
        if (piece.Length > LongestPiece) return;
        var (low, high) = Key(piece);
        entries[Place(low, high)] = (low, high, tokens.ToArray());
    }

    // The bytes themselves, and in the last byte how many: equal keys are equal pieces.
    static (ulong Low, ulong High) Key(ReadOnlySpan<byte> piece)
    {
        ulong length = (ulong)piece.Length << 56;
        if (piece.Length < 8) return (Short(piece), length);
        return (BinaryPrimitives.ReadUInt64LittleEndian(piece), length | Short(piece[8..]));
    }

    static ulong Short(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 4)
        {
            ulong first = BinaryPrimitives.ReadUInt32LittleEndian(bytes), last = BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..]);
            return first | last << 8 * (bytes.Length - 4);
        }
        if (bytes.IsEmpty) return 0;
        return bytes[0] | (ulong)bytes[bytes.Length / 2] << 8 * (bytes.Length / 2) | (ulong)bytes[^1] << 8 * (bytes.Length - 1);
    }

    static int Place(ulong low, ulong high)
    {
        ulong mixed = (low ^ ulong.RotateLeft(high, 23) * 0x9E3779B97F4A7C15) * 0xD6E8FEB86659FD93;
        return (int)(mixed >> 49);
    }
}
