using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Nabla.Text;

/// <summary>Tokens in a file, mapped into memory: a corpus may be larger than that, and any number of threads may read at once. Two bytes a token
/// where the vocabulary has at most 65,536, else four; little-endian, behind a header of 32 bytes.</summary>
public sealed unsafe class TokenFile : IDisposable
{
    readonly MemoryMappedFile file;
    readonly MemoryMappedViewAccessor view;
    readonly SafeMemoryMappedViewHandle handle;
    readonly long offset;
    readonly int width;

    TokenFile(string path, MemoryMappedFile file, long offset, TokenFileHeader header)
    {
        (Path, this.file, this.offset, width) = (path, file, offset, header.Width);
        (Vocabulary, Count) = (header.Vocabulary, header.Count);
        view = file.CreateViewAccessor(0, offset + header.Count * header.Width, MemoryMappedFileAccess.Read);
        handle = view.SafeMemoryMappedViewHandle;
    }

    /// <summary>The file's name.</summary>
    public string Path { get; }

    /// <summary>The size of the vocabulary: every token is less.</summary>
    public int Vocabulary { get; }

    /// <summary>How many tokens there are.</summary>
    public long Count { get; }

    /// <summary>Encodes files of text, one after the other, block by block: each file is encoded as one text, and the blocks are cut only where its
    /// tokens stay the same. The file is written in full or not at all.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="tokenizer">Makes the tokens.</param>
    /// <param name="texts">The files of text, in UTF-8.</param>
    /// <param name="separator">A token to put after each text, for instance that of the end of a document.</param>
    /// <returns>How many tokens it holds.</returns>
    /// <exception cref="DataException">A text cannot be read or encoded, or there is no such separator.</exception>
    /// <exception cref="FileException">The disk is full, or the place cannot be written.</exception>
    public static long Write(string path, Tokenizer tokenizer, IEnumerable<string> texts, int? separator = null)
    {
        if (separator is { } token && (uint)token >= (uint)tokenizer.Count) throw new DataException($"TokenFile: the separator {token} is no token of the vocabulary of {tokenizer.Count}: give one of it.");
        long count = 0;
        AtomicFile.Write(path, stream =>
        {
            var writer = new TokenFileWriter(stream, tokenizer.Count);
            foreach (string text in texts)
            {
                TextFile.Read(text, (block, isLast, at) => tokenizer.Encode(block, isLast, at, allowSpecial: false, writer));
                if (separator is { } end) writer.Write([end]);
            }
            writer.Finish();
            count = writer.Count;
        });
        return count;
    }

    /// <summary>Opens a file that <see cref="Write"/> wrote.</summary>
    /// <exception cref="DataException">It cannot be read, or its header and length do not fit each other.</exception>
    public static TokenFile Open(string path) => Map(path, length =>
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var bytes = new byte[TokenFileHeader.Size];
        int got = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return (TokenFileHeader.Size, TokenFileHeader.Read(path, bytes.AsSpan(0, got), length));
    });

    /// <summary>Opens a file of plain little-endian numbers without a header, such as nanoGPT's <c>train.bin</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="vocabulary">The size of the vocabulary.</param>
    /// <param name="bytesPerToken">2 or 4.</param>
    /// <exception cref="DataException">It cannot be read, or is no whole number of tokens.</exception>
    public static TokenFile OpenRaw(string path, int vocabulary, int bytesPerToken = 2)
    {
        if (bytesPerToken is not (2 or 4) || vocabulary < 1) throw new ArgumentException($"TokenFile: {bytesPerToken} bytes a token and a vocabulary of {vocabulary}: expected 2 or 4 bytes, and a vocabulary of at least 1.");
        return Map(path, length => length % bytesPerToken == 0
            ? (0, new TokenFileHeader(bytesPerToken, vocabulary, length / bytesPerToken))
            : throw new DataException($"{path}: its {length} bytes are no whole number of tokens of {bytesPerToken} bytes: it is cut off, or of another type."));
    }

    /// <summary>Reads tokens in turn, as many as the target holds. Any number of threads may.</summary>
    /// <param name="from">The first, counted from 0.</param>
    /// <param name="target">Where they go.</param>
    /// <exception cref="ArgumentOutOfRangeException">The file ends before.</exception>
    /// <exception cref="DataException">One is not in the vocabulary.</exception>
    public void Read(long from, Span<int> target)
    {
        if (from < 0 || from > Count - target.Length) throw new ArgumentOutOfRangeException(nameof(from), $"TokenFile '{Path}' has {Count} tokens: {target.Length} cannot be read from {from} on.");
        byte* start = null;
        handle.AcquirePointer(ref start); // holds the mapping open until it is released
        try
        {
            byte* source = start + view.PointerOffset + offset + from * width;
            if (width == 4) new ReadOnlySpan<int>(source, target.Length).CopyTo(target);
            else TokenNumbers.Widen(new ReadOnlySpan<ushort>(source, target.Length), target);
        }
        finally
        {
            handle.ReleasePointer();
        }
        if (TokenNumbers.FirstOutside(target, Vocabulary) is var wrong and >= 0)
            throw new DataException($"{Path}: token {from + wrong} is {(uint)target[wrong]}, but the vocabulary has {Vocabulary}: the file is damaged, or of another tokenizer or type.");
    }

    /// <summary>Closes the file; reads that are under way end well.</summary>
    public void Dispose()
    {
        view.Dispose();
        file.Dispose();
    }

    static TokenFile Map(string path, Func<long, (long Offset, TokenFileHeader Header)> read)
    {
        try
        {
            long length = PlainFile.Length(path);
            if (length == 0) throw new DataException($"{path}: {PlainFile.Nothing}.");
            var (offset, header) = read(length);
            var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, capacity: 0, MemoryMappedFileAccess.Read);
            return new TokenFile(path, file, offset, header);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new DataException($"{path}: cannot be read: {failure.Message}", failure);
        }
    }
}
