using Microsoft.Win32.SafeHandles;

namespace Nabla.Checkpoints;

/// <summary>A safetensors file, opened for reading: an 8-byte little-endian header length, a JSON header, and the tensors' bytes. The header is
/// checked in full when it is opened; bytes are read when asked for. Nothing in the file is executed.</summary>
public sealed class SafetensorsFile : IDisposable
{
    const int LengthBytes = 8;
    const string Incomplete = "the file is incomplete or no safetensors file; fetch or export it again";

    readonly SafeFileHandle handle;
    readonly long dataStart;
    readonly Dictionary<string, SafetensorsEntry> byName;

    SafetensorsFile(string path, SafeFileHandle handle)
    {
        Path = path;
        this.handle = handle;
        long length = RandomAccess.GetLength(handle);
        byte[] header = ReadHeader(length);
        dataStart = LengthBytes + header.Length;
        (Entries, Metadata) = SafetensorsHeader.Read(path, header, length - dataStart);
        byName = Entries.ToDictionary(entry => entry.Name);
    }

    /// <summary>The file's name.</summary>
    public string Path { get; }

    /// <summary>The tensors, in the order of their bytes.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>What the writer noted beside the tensors; empty if nothing.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="CheckpointException">The file cannot be read, or is not a sound safetensors file.</exception>
    public static SafetensorsFile Open(string path)
    {
        var handle = OpenHandle(path);
        try
        {
            return new SafetensorsFile(path, handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>The tensor with a name; null if there is none.</summary>
    public SafetensorsEntry? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The tensor with a name.</summary>
    /// <exception cref="CheckpointException">There is none.</exception>
    public SafetensorsEntry this[string name] => Find(name)
        ?? throw new CheckpointException(Path, $"it holds no tensor '{name}', but {Entries.Count} others", "look at their names with 'nabla inspect', or use the file of another model");

    /// <summary>Reads all bytes of a tensor, little-endian and row-major.</summary>
    /// <exception cref="ArgumentException">The target is not as long as the tensor.</exception>
    /// <exception cref="CheckpointException">The file cannot be read.</exception>
    public void Read(SafetensorsEntry entry, Span<byte> target)
    {
        if (target.Length != entry.ByteCount) throw new ArgumentException($"Tensor '{entry.Name}' has {entry.ByteCount} bytes, the target {target.Length}.", nameof(target));
        ReadPart(entry, 0, target);
    }

    /// <summary>Reads some bytes of a tensor, from byte <paramref name="from"/> on, as many as the target holds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tensor ends before.</exception>
    /// <exception cref="CheckpointException">The file cannot be read.</exception>
    public void ReadPart(SafetensorsEntry entry, long from, Span<byte> target)
    {
        if (from < 0 || from > entry.ByteCount - target.Length) throw new ArgumentOutOfRangeException(nameof(from), $"Tensor '{entry.Name}' has {entry.ByteCount} bytes: {target.Length} cannot be read from {from} on.");
        ReadAt(dataStart + entry.Begin + from, target);
    }

    /// <summary>All bytes of a tensor, little-endian and row-major, as a new array.</summary>
    /// <exception cref="CheckpointException">The file cannot be read, or the tensor is longer than an array can be.</exception>
    public byte[] ReadBytes(SafetensorsEntry entry)
    {
        if (entry.ByteCount > Array.MaxLength) throw new CheckpointException(Path, $"tensor '{entry.Name}' takes {entry.ByteCount} bytes, more than one array holds", "read it in parts");
        var bytes = new byte[entry.ByteCount];
        Read(entry, bytes);
        return bytes;
    }

    /// <summary>Reads an F32, F16 or BF16 tensor as single-precision numbers, which hold all three exactly.</summary>
    /// <exception cref="ArgumentException">The target has another number of elements.</exception>
    /// <exception cref="CheckpointException">The tensor is of another type, or the file cannot be read.</exception>
    public void ReadFloats(SafetensorsEntry entry, Span<float> target)
    {
        if (target.Length != entry.Shape.Count) throw new ArgumentException($"Tensor '{entry.Name}' has {entry.Shape.Count} elements, the target {target.Length}.", nameof(target));
        if (entry.Type.DataType == Devices.DataType.Float32) Read(entry, MemoryMarshal.AsBytes(target));
        else if (entry.Type == SafetensorsType.Float16) Widen(entry, target, bits => (float)BitConverter.UInt16BitsToHalf(bits));
        else if (entry.Type == SafetensorsType.BFloat16) Widen(entry, target, bits => BitConverter.UInt32BitsToSingle((uint)bits << 16));
        else throw new CheckpointException(Path, $"tensor '{entry.Name}' is {entry.Type}, not F32, F16 or BF16", "convert it before, or read its bytes");
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => handle.Dispose();

    void Widen(SafetensorsEntry entry, Span<float> target, Func<ushort, float> convert)
    {
        Span<ushort> part = stackalloc ushort[4096];
        for (int from = 0; from < target.Length; from += part.Length)
        {
            var piece = part[..Math.Min(part.Length, target.Length - from)];
            ReadPart(entry, 2L * from, MemoryMarshal.AsBytes(piece));
            for (int i = 0; i < piece.Length; i++) target[from + i] = convert(piece[i]);
        }
    }

    byte[] ReadHeader(long length)
    {
        if (length < LengthBytes) throw new CheckpointException(Path, $"it has {length} bytes, too few for a header", Incomplete);
        Span<byte> prefix = stackalloc byte[LengthBytes];
        ReadAt(0, prefix);
        ulong headerBytes = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerBytes > SafetensorsHeader.MaxBytes) throw new CheckpointException(Path, $"its header would take {headerBytes} bytes, at most {SafetensorsHeader.MaxBytes} are allowed", Incomplete);
        if ((long)headerBytes > length - LengthBytes) throw new CheckpointException(Path, $"its header would take {headerBytes} bytes, but {length - LengthBytes} are there", Incomplete);
        var header = new byte[headerBytes];
        ReadAt(LengthBytes, header);
        return header;
    }

    void ReadAt(long offset, Span<byte> target)
    {
        while (target.Length > 0)
        {
            int count = ReadSome(offset, target);
            if (count == 0) throw new CheckpointException(Path, $"it ends at byte {offset}, earlier than when it was opened", "let nobody write to it meanwhile, and try again");
            offset += count;
            target = target[count..];
        }
    }

    int ReadSome(long offset, Span<byte> target)
    {
        try
        {
            return RandomAccess.Read(handle, target, offset);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(Path, error);
        }
    }

    static SafeFileHandle OpenHandle(string path)
    {
        try
        {
            if (!Directory.Exists(path) && PlainFile.Length(path) == 0) throw new CheckpointException(path, "it has 0 bytes, too few for a header, or is no plain file (a pipe, a socket, a device)", Incomplete);
            var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            _ = RandomAccess.GetLength(handle); // fails here for what is no plain file
            return handle;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Unreadable(path, error);
        }
    }

    static CheckpointException Unreadable(string path, Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => new(path, "there is no such file", "check the path", error),
        UnauthorizedAccessException => new(path, "it is a folder or may not be read", "give the path of a safetensors file that you may read", error),
        _ => new(path, $"it cannot be read ({error.Message})", "check the path and the disk", error),
    };
}
