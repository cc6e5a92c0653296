namespace Nabla.Text;

/// <summary>The first 32 bytes of a token file: what it is, bytes for each token, the vocabulary's size, how many tokens. All little-endian.</summary>
readonly record struct TokenFileHeader(int Width, int Vocabulary, long Count)
{
    /// <summary>Its size in bytes.</summary>
    public const int Size = 32;

    static ReadOnlySpan<byte> Magic => "NABLATK1"u8;

    /// <summary>Two bytes a token where the vocabulary allows it, else four.</summary>
    public static int WidthFor(long vocabulary) => vocabulary <= 1 << 16 ? 2 : 4;

    /// <summary>The bytes.</summary>
    public byte[] Write()
    {
        var bytes = new byte[Size];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), Width);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Vocabulary);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), Count);
        return bytes;
    }

    /// <summary>Reads the bytes, and checks them against the length of the file.</summary>
    /// <exception cref="DataException">They are no header, or do not fit the file.</exception>
    public static TokenFileHeader Read(string path, ReadOnlySpan<byte> bytes, long length)
    {
        if (bytes.Length < Size || !bytes.StartsWith(Magic))
            throw new DataException($"{path}: it is no token file of Nabla's: write it with TokenFile.Write, or open plain numbers with TokenFile.OpenRaw.");
        long width = BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]), vocabulary = BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]);
        if (vocabulary is <= 0 or > int.MaxValue || width != WidthFor(vocabulary))
            throw new DataException($"{path}: its header says {width} bytes a token and a vocabulary of {vocabulary}, which do not go together: the file is damaged; write it again.");
        var header = new TokenFileHeader((int)width, (int)vocabulary, BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]));
        if (header.Count < 0 || header.Count != (length - Size) / header.Width || (length - Size) % header.Width != 0)
            throw new DataException($"{path}: its header says {header.Count} tokens of {header.Width} bytes, but {length - Size} bytes follow: the file is cut off or damaged; write it again.");
        return header;
    }
}
