using System.IO.Compression;

namespace Nabla.Data.Readers;

/// <summary>A file of data, plain or gzip (told by its first two bytes, not by its name), read strictly: no allocation by a number that the file
/// merely claims, no byte missing, none left over.</summary>
sealed class DataFile : IDisposable
{
    const int FirstRoom = 1 << 16, LikelyRatio = 8;
    const long MostUnpacked = 1 << 29;
    readonly FileStream file;
    readonly Stream stream;
    long taken;

    DataFile(string path)
    {
        Path = path;
        if (PlainFile.Length(path) == 0) throw new DataException($"{path}: {PlainFile.Nothing}.");
        file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        bool zipped = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        IsZipped = zipped;
        stream = zipped ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    public string Path { get; }

    public bool IsZipped { get; }

    /// <summary>Bytes on disk.</summary>
    public long Length => file.Length;

    /// <summary>Reads a file; every failure of the disk or of the compression becomes a <see cref="DataException"/> with its name.</summary>
    public static T Read<T>(string path, Func<DataFile, T> read)
    {
        try
        {
            using var file = new DataFile(path);
            return read(file);
        }
        catch (InvalidDataException failure)
        {
            throw new DataException($"{path}: the gzip data is damaged ({failure.Message}): fetch the file again.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new DataException($"{path}: cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>The next <paramref name="count"/> bytes.</summary>
    /// <exception cref="DataException">The file ends before, or so many bytes do not fit in memory.</exception>
    public byte[] Take(long count, string what)
    {
        if (!IsZipped && count > Length - taken) throw Short(Length - taken, count, what);
        if (count > Array.MaxLength) throw new DataException($"{Path}: {what} are {count} bytes, more than one array holds ({Array.MaxLength}): split the file.");
        var bytes = new byte[(int)(IsZipped ? Math.Min(count, Math.Max(FirstRoom, Length * LikelyRatio)) : count)];
        int filled = 0;
        while (true)
        {
            int got = stream.ReadAtLeast(bytes.AsSpan(filled), bytes.Length - filled, throwOnEndOfStream: false);
            filled += got;
            if (filled < bytes.Length) throw Short(filled, count, what);
            if (filled == count) break;
            Array.Resize(ref bytes, (int)Math.Min(count, 2L * bytes.Length));
        }
        taken += count;
        return bytes;
    }

    /// <summary>All that is left, if it is at most <paramref name="most"/> bytes.</summary>
    public byte[] TakeRest(long most, string what)
    {
        using var rest = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int got; (got = stream.Read(buffer)) > 0;)
        {
            rest.Write(buffer, 0, got);
            if (rest.Length > most) throw new DataException($"{Path}: {what} are more than {most} bytes: this is not the file that was expected, or it must be split.");
        }
        taken += rest.Length;
        return rest.ToArray();
    }

    /// <summary>All of it, if it is no more than is unpacked into memory.</summary>
    public byte[] TakeAll(string what) => IsZipped ? TakeRest(MostUnpacked, $"{what}, unpacked,") : Take(Length, what);

    /// <summary>Checks that nothing follows.</summary>
    public void ExpectEnd(string what)
    {
        if (stream.ReadByte() >= 0)
            throw new DataException($"{Path}: there are bytes after the {taken} that {what} need: the header and the contents disagree; fetch the file again.");
    }

    DataException Short(long got, long count, string what) =>
        new($"{Path}: {what} need {count} bytes, but only {got} are left: the file is cut off or its header is wrong; fetch it again.");

    public void Dispose()
    {
        stream.Dispose();
        file.Dispose();
    }
}
