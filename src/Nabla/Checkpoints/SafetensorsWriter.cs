namespace Nabla.Checkpoints;

/// <summary>Writes a safetensors file to a stream. The same tensors in the same order give the same bytes: the larger elements come first, so that
/// each tensor is aligned to its element, otherwise the order is that of <see cref="Add(string, DataType, Shape, Action{Stream})"/>; metadata is
/// sorted, and spaces pad the header to a multiple of 8 bytes.</summary>
/// <param name="metadata">Notes beside the tensors.</param>
sealed class SafetensorsWriter(IReadOnlyDictionary<string, string>? metadata = null)
{
    const string MetadataName = "__metadata__";

    readonly List<(string Name, DataType Type, Shape Shape, Action<Stream> Write)> tensors = [];
    readonly HashSet<string> names = [MetadataName];

    /// <summary>Adds a tensor whose bytes are written later, little-endian and row-major, by the given action.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(string name, DataType type, Shape shape, Action<Stream> write)
    {
        if (!names.Add(name)) throw new ArgumentException($"SafetensorsWriter: the name '{name}' is taken: give each tensor its own.", nameof(name));
        tensors.Add((name, type, shape, write));
    }

    /// <summary>Adds a tensor with its bytes, little-endian and row-major.</summary>
    /// <exception cref="ArgumentException">The name is taken, or there are not as many bytes as shape and type say.</exception>
    public void Add(string name, DataType type, Shape shape, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length != shape.Count * type.Size) throw new ArgumentException(Mismatch(name, type, shape, bytes.Length), nameof(bytes));
        Add(name, type, shape, stream => stream.Write(bytes.Span));
    }

    /// <summary>Writes header and tensors. The stream need not seek.</summary>
    /// <exception cref="InvalidOperationException">An action wrote more or fewer bytes than its tensor has.</exception>
    /// <exception cref="FileException">There is more than <see cref="SafetensorsFile"/> would read.</exception>
    public void Write(Stream stream)
    {
        var ordered = tensors.OrderByDescending(tensor => tensor.Type.Size).ToList();
        stream.Write(Header(ordered));
        foreach (var (name, type, shape, write) in ordered)
        {
            var counted = new CountedStream(stream);
            write(counted);
            if (counted.Position != shape.Count * type.Size) throw new InvalidOperationException(Mismatch(name, type, shape, counted.Position));
        }
    }

    byte[] Header(List<(string Name, DataType Type, Shape Shape, Action<Stream> Write)> ordered)
    {
        var json = new ArrayBufferWriter<byte>();
        // Relaxed: a tokenizer is JSON itself, and each of its quotes would take six bytes.
        using (var writer = new Utf8JsonWriter(json, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            if (metadata is { Count: > 0 }) WriteMetadata(writer, metadata);
            long at = 0;
            foreach (var (name, type, shape, _) in ordered) at = WriteEntry(writer, name, type, shape, at);
            writer.WriteEndObject();
        }
        int padded = (json.WrittenCount + 7) / 8 * 8;
        if (padded > SafetensorsHeader.MaxBytes || ordered.Count > SafetensorsHeader.MaxTensors)
            throw new FileException($"Cannot write a safetensors file of {ordered.Count} tensors whose names and metadata take {padded} bytes: " +
                $"it has at most {SafetensorsHeader.MaxTensors} and {SafetensorsHeader.MaxBytes}: write several, or shorter notes.");
        var header = new byte[8 + padded];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)padded);
        json.WrittenSpan.CopyTo(header.AsSpan(8));
        header.AsSpan(8 + json.WrittenCount).Fill((byte)' ');
        return header;
    }

    static void WriteMetadata(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> metadata)
    {
        writer.WriteStartObject(MetadataName);
        foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)) writer.WriteString(key, value);
        writer.WriteEndObject();
    }

    static long WriteEntry(Utf8JsonWriter writer, string name, DataType type, Shape shape, long begin)
    {
        long end = begin + shape.Count * type.Size;
        writer.WriteStartObject(name);
        writer.WriteString("dtype", SafetensorsType.Of(type).Name);
        writer.WriteStartArray("shape");
        foreach (int extent in shape) writer.WriteNumberValue(extent);
        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(begin);
        writer.WriteNumberValue(end);
        writer.WriteEndArray();
        writer.WriteEndObject();
        return end;
    }

    static string Mismatch(string name, DataType type, Shape shape, long bytes) =>
        $"SafetensorsWriter: tensor '{name}' is {type} {shape}, so {shape.Count * type.Size} bytes, got {bytes}: write all its elements, once.";
}
