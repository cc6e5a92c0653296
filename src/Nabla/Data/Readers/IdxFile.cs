namespace Nabla.Data.Readers;

/// <summary>An IDX file of unsigned bytes, plain or gzip: two zero bytes, the type, the number of extents, the extents (big-endian), the bytes
/// (LeCun, Cortes and Burges, "The MNIST database", file formats).</summary>
/// <param name="Extents">The extents, the number of examples first.</param>
/// <param name="Values">The bytes, last extent fastest.</param>
sealed record IdxFile(IReadOnlyList<int> Extents, byte[] Values)
{
    const byte UnsignedByte = 8;

    /// <summary>Reads a file of the given rank: 1 for labels, 3 for gray images [count, height, width], 4 for [count, channels, height, width].</summary>
    /// <exception cref="DataException">The file is missing, is not IDX of bytes, has another rank, or does not have as many bytes as its header says.</exception>
    public static IdxFile Read(string path, params ReadOnlySpan<int> ranks)
    {
        var allowed = ranks.ToArray();
        return DataFile.Read(path, file => Read(file, allowed));
    }

    static IdxFile Read(DataFile file, int[] ranks)
    {
        var magic = file.Take(4, "the first bytes of an IDX file");
        if (magic[0] != 0 || magic[1] != 0) throw new DataException($"{file.Path}: starts with bytes {Convert.ToHexString(magic)}, an IDX file with 0000: this is another format.");
        if (magic[2] != UnsignedByte) throw new DataException($"{file.Path}: holds IDX type 0x{magic[2]:X2}, only unsigned bytes (0x08) are read: convert it.");
        if (!ranks.Contains(magic[3])) throw new DataException($"{file.Path}: has {magic[3]} extents, expected {string.Join(" or ", ranks)}: are images and labels mixed up?");
        var header = file.Take(4 * magic[3], "the extents");
        var extents = new int[magic[3]];
        long size = 1;
        for (int i = 0; i < extents.Length; i++)
        {
            uint extent = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4 * i));
            if (extent is 0 or > int.MaxValue || (size *= extent) > Array.MaxLength)
                throw new DataException($"{file.Path}: extent {i} is {extent}, which makes {(extent == 0 ? "an empty file" : "more bytes than one array holds")}: the header is damaged.");
            extents[i] = (int)extent;
        }
        var values = file.Take(size, $"{string.Join("×", extents)} bytes of data");
        file.ExpectEnd($"{string.Join("×", extents)} bytes and the header");
        return new(extents, values);
    }
}
