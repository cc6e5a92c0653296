namespace Nabla.Text;

/// <summary>A file of text, read in blocks: its size does not matter.</summary>
static class TextFile
{
    const int Block = 1 << 20, Longest = 1 << 28;

    /// <summary>Hands over the file block by block; what is left of one comes again at the beginning of the next.</summary>
    /// <exception cref="DataException">It is empty or cannot be read, or the reader takes nothing of the longest block.</exception>
    public static void Read(string path, BlockReader reader)
    {
        try
        {
            if (PlainFile.Length(path) == 0) throw new DataException($"{path}: {PlainFile.Nothing}.");
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            Read(path, file, reader);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new DataException($"{path}: cannot be read: {failure.Message}", failure);
        }
    }

    static void Read(string path, Stream file, BlockReader reader)
    {
        var room = new byte[Block];
        long at = 0;
        int filled = 0;
        for (bool isLast = false; !isLast;)
        {
            int got = file.ReadAtLeast(room.AsSpan(filled), room.Length - filled, throwOnEndOfStream: false);
            isLast = filled + got < room.Length;
            filled += got;
            int taken = reader(room.AsSpan(0, filled), isLast, at);
            if (taken == 0 && !isLast) room = Longer(path, room, at);
            room.AsSpan(taken, filled - taken).CopyTo(room);
            (at, filled) = (at + taken, filled - taken);
        }
    }

    static byte[] Longer(string path, byte[] room, long at)
    {
        if (room.Length >= Longest) throw new DataException($"{path}: {room.Length} bytes from byte {at} on have no place to cut the text: break it into lines, or use characters or bytes.");
        Array.Resize(ref room, 2 * room.Length);
        return room;
    }
}
