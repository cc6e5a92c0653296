using System.Text.Unicode;

namespace Nabla.Checkpoints;

/// <summary>Reads and checks the header of a safetensors file: a JSON object of names to type, shape and byte range. Nothing in it is believed: names
/// differ, ranges fill the data exactly and in turn, each is as long as shape and type say, and what is kept in memory is limited.</summary>
ref struct SafetensorsHeader
{
    /// <summary>The format's own limit on the header, in bytes, and so on all names and metadata.</summary>
    public const int MaxBytes = 100_000_000;

    /// <summary>The most tensors of a file: each takes more memory than bytes of the header.</summary>
    public const int MaxTensors = 200_000;

    const string Damaged = "the file is damaged or no safetensors file; fetch or export it again";

    readonly string file;
    readonly long dataBytes;
    readonly HashSet<string> names = [];
    readonly List<SafetensorsEntry> entries = [];
    readonly Dictionary<string, string> metadata = [];
    Utf8JsonReader reader;

    SafetensorsHeader(string file, ReadOnlySpan<byte> json, long dataBytes)
    {
        this.file = file;
        this.dataBytes = dataBytes;
        reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 4 });
    }

    /// <summary>The entries in the order of their bytes, and the metadata.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="json">The header's bytes.</param>
    /// <param name="dataBytes">How many bytes follow the header.</param>
    /// <exception cref="CheckpointException">Anything is out of order.</exception>
    public static (IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata) Read(string file, ReadOnlySpan<byte> json, long dataBytes)
    {
        if (!Utf8.IsValid(json)) throw new CheckpointException(file, "the header is not UTF-8", Damaged);
        var header = new SafetensorsHeader(file, json, dataBytes);
        try
        {
            header.ReadAll();
        }
        catch (JsonException error)
        {
            throw new CheckpointException(file, $"the header is not valid JSON (line {1 + error.LineNumber}, byte {error.BytePositionInLine})", Damaged, error);
        }
        catch (InvalidOperationException error)
        {
            throw new CheckpointException(file, "the header has a text with half a surrogate pair", Damaged, error);
        }
        return (header.InTurn(), header.metadata);
    }

    void ReadAll()
    {
        Expect(JsonTokenType.StartObject, "the header", "an object");
        while (Next() == JsonTokenType.PropertyName)
        {
            string name = Text();
            if (!names.Add(name)) throw Bad($"the name {Show(name)} appears twice");
            if (name == "__metadata__") ReadMetadata();
            else ReadEntry(name);
        }
        reader.Read();
    }

    void ReadMetadata()
    {
        Expect(JsonTokenType.StartObject, "__metadata__", "an object");
        while (Next() == JsonTokenType.PropertyName)
        {
            string key = Text();
            Expect(JsonTokenType.String, $"metadata {Show(key)}", "a text");
            if (!metadata.TryAdd(key, Text())) throw Bad($"the metadata {Show(key)} appears twice");
        }
    }

    void ReadEntry(string name)
    {
        if (entries.Count == MaxTensors) throw Bad($"there are more than {MaxTensors:N0} tensors");
        string what = $"tensor {Show(name)}";
        Expect(JsonTokenType.StartObject, what, "an object");
        SafetensorsType? type = null;
        Shape? shape = null;
        (long Begin, long End)? range = null;
        while (Next() == JsonTokenType.PropertyName)
        {
            if (type is null && reader.ValueTextEquals("dtype")) type = ReadType(what);
            else if (shape is null && reader.ValueTextEquals("shape")) shape = ReadShape(what);
            else if (range is null && reader.ValueTextEquals("data_offsets")) range = ReadRange(what);
            else throw Bad($"{what} has the key {Show(Text())}, unknown or for the second time");
        }
        if (type is null || shape is null || range is not { } span) throw Bad($"{what} lacks one of dtype, shape and data_offsets");
        CheckSize(what, type, shape.Value, span.End - span.Begin);
        entries.Add(new(name, type, shape.Value, span.Begin, span.End - span.Begin));
    }

    SafetensorsType ReadType(string what)
    {
        Expect(JsonTokenType.String, $"the dtype of {what}", "a text");
        string name = Text();
        return SafetensorsType.Find(name) ?? throw new CheckpointException(file, $"{what} has the unknown dtype {Show(name)}", $"convert it to one of {SafetensorsType.Names}");
    }

    Shape ReadShape(string what)
    {
        Expect(JsonTokenType.StartArray, $"the shape of {what}", "a list");
        Span<int> extents = stackalloc int[Shape.MaxRank];
        int rank = 0;
        while (Next() != JsonTokenType.EndArray)
        {
            if (rank == Shape.MaxRank)
                throw new CheckpointException(file, $"{what} has more than {Shape.MaxRank} axes", "fold some together before export");
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out int extent) || extent < 0)
                throw Bad($"extent {rank} of {what} is not a whole number from 0 to {int.MaxValue}");
            extents[rank++] = extent;
        }
        try
        {
            return new(extents[..rank]);
        }
        catch (ArgumentException)
        {
            throw Bad($"{what} of extents {string.Join("×", extents[..rank].ToArray())} has too many elements");
        }
    }

    (long Begin, long End) ReadRange(string what)
    {
        Expect(JsonTokenType.StartArray, $"the data_offsets of {what}", "a list of two");
        long begin = Offset(what), end = Offset(what);
        Expect(JsonTokenType.EndArray, $"the data_offsets of {what}", "no longer than two");
        if (begin > end) throw Bad($"{what} ends at byte {end}, before it begins at {begin}");
        return (begin, end);
    }

    long Offset(string what)
    {
        Expect(JsonTokenType.Number, $"an offset of {what}", "a number");
        return reader.TryGetInt64(out long offset) && offset >= 0 && offset <= dataBytes ? offset
            : throw Bad($"an offset of {what} is not a whole number from 0 to the {dataBytes} bytes of data");
    }

    readonly void CheckSize(string what, SafetensorsType type, Shape shape, long bytes)
    {
        long bits = checked(shape.Count * type.Bits); // a shape has fewer than 2³¹ elements
        if (bits % 8 != 0 || bits / 8 != bytes) throw Bad($"{what} is {type} {shape}, which takes {bits / 8.0} bytes, but its offsets hold {bytes}");
    }

    /// <summary>The entries by their bytes: they follow each other without overlap or hole from the first byte to the last.</summary>
    readonly IReadOnlyList<SafetensorsEntry> InTurn()
    {
        SafetensorsEntry[] ordered = [.. entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.ByteCount)];
        long at = 0;
        foreach (var entry in ordered)
        {
            if (entry.Begin != at)
                throw Bad($"tensor {Show(entry.Name)} begins at byte {entry.Begin} of the data, which {(entry.Begin < at ? "overlaps the tensor before it" : "leaves a hole behind the tensor before it")}, ending at {at}");
            at += entry.ByteCount;
        }
        if (at != dataBytes) throw Bad($"the tensors take {at} bytes, but {dataBytes} follow the header");
        return ordered;
    }

    JsonTokenType Next()
    {
        reader.Read();
        return reader.TokenType;
    }

    void Expect(JsonTokenType type, string what, string kind)
    {
        if (Next() != type) throw Bad($"{what} is not {kind}");
    }

    readonly string Text() => reader.GetString()!;

    readonly CheckpointException Bad(string what) => new(file, what, Damaged);

    /// <summary>A text of the file, fit for a message of one line.</summary>
    static string Show(string text)
    {
        string start = text.Length > 60 ? text[..60] + "…" : text;
        return $"'{string.Concat(start.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter))}'";
    }
}
