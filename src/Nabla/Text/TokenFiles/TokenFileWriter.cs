namespace Nabla.Text;

/// <summary>Takes tokens and writes them behind a header, whose count is filled in at the end. The stream must seek.</summary>
sealed class TokenFileWriter : IBufferWriter<int>
{
    readonly Stream stream;
    readonly int width, vocabulary;
    readonly long start;
    int[] room = new int[1 << 16];
    ushort[] narrow = new ushort[1 << 16];

    public TokenFileWriter(Stream stream, int vocabulary)
    {
        (this.stream, this.vocabulary, width, start) = (stream, vocabulary, TokenFileHeader.WidthFor(vocabulary), stream.Position);
        stream.Write(new TokenFileHeader(width, vocabulary, 0).Write());
    }

    /// <summary>How many tokens were written.</summary>
    public long Count { get; private set; }

    public Span<int> GetSpan(int sizeHint = 0)
    {
        if (room.Length < sizeHint) (room, narrow) = (new int[sizeHint], new ushort[sizeHint]);
        return room;
    }

    public Memory<int> GetMemory(int sizeHint = 0)
    {
        GetSpan(sizeHint);
        return room;
    }

    public void Advance(int count)
    {
        var tokens = room.AsSpan(0, count);
        if (width == 4) stream.Write(MemoryMarshal.AsBytes(tokens));
        else
        {
            TokenNumbers.Narrow(tokens, narrow);
            stream.Write(MemoryMarshal.AsBytes(narrow.AsSpan(0, count)));
        }
        Count += count;
    }

    /// <summary>Fills in the count.</summary>
    public void Finish()
    {
        stream.Position = start;
        stream.Write(new TokenFileHeader(width, vocabulary, Count).Write());
    }
}
