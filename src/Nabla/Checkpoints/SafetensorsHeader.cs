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

    readonly long dataBytes;
    readonly HashSet<string> names = [];
    readonly List<SafetensorsEntry> entries = [];
    readonly Dictionary<string, string> metadata = [];
    SafetensorsEntryReader reader;

    SafetensorsHeader(string file, ReadOnlySpan<byte> json, long dataBytes)
    {
        this.dataBytes = dataBytes;
        reader = new SafetensorsEntryReader(file, json, dataBytes);
    }

    /// <summary>The entries in the order of their bytes, and the metadata.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="json">The header's bytes.</param>
    /// <param name="dataBytes">How many bytes follow the header.</param>
    /// <exception cref="CheckpointException">Anything is out of order.</exception>
    public static (IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata) Read(string file, ReadOnlySpan<byte> json, long dataBytes)
    {
        if (!Utf8.IsValid(json)) throw new CheckpointException(file, "the header is not UTF-8", SafetensorsEntryReader.Damaged);
        var header = new SafetensorsHeader(file, json, dataBytes);
        try
        {
            header.ReadAll();
        }
        catch (JsonException error)
        {
            string place = $"line {1 + error.LineNumber}, byte {error.BytePositionInLine}";
            throw new CheckpointException(file, $"the header is not valid JSON ({place})", SafetensorsEntryReader.Damaged, error);
        }
        catch (InvalidOperationException error)
        {
            throw new CheckpointException(file, "the header has a text with half a surrogate pair", SafetensorsEntryReader.Damaged, error);
        }
        return (header.InTurn(), header.metadata);
    }

    void ReadAll()
    {
        reader.Expect(JsonTokenType.StartObject, "the header", "an object");
        while (reader.Next() == JsonTokenType.PropertyName)
        {
            string name = reader.Text();
            if (!names.Add(name)) throw reader.Bad($"the name {SafetensorsEntryReader.Show(name)} appears twice");
            if (name == "__metadata__") ReadMetadata();
            else if (entries.Count == MaxTensors) throw reader.Bad($"there are more than {MaxTensors:N0} tensors");
            else entries.Add(reader.Read(name));
        }
        reader.Next();
    }

    void ReadMetadata()
    {
        reader.Expect(JsonTokenType.StartObject, "__metadata__", "an object");
        while (reader.Next() == JsonTokenType.PropertyName)
        {
            string key = reader.Text();
            reader.Expect(JsonTokenType.String, $"metadata {SafetensorsEntryReader.Show(key)}", "a text");
            if (!metadata.TryAdd(key, reader.Text())) throw reader.Bad($"the metadata {SafetensorsEntryReader.Show(key)} appears twice");
        }
    }

    /// <summary>The entries by their bytes: they follow each other without overlap or hole from the first byte to the last.</summary>
    readonly IReadOnlyList<SafetensorsEntry> InTurn()
    {
        SafetensorsEntry[] ordered = [.. entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.ByteCount)];
        long at = 0;
        foreach (var entry in ordered)
        {
            if (entry.Begin != at)
                throw reader.Bad($"tensor {SafetensorsEntryReader.Show(entry.Name)} begins at byte {entry.Begin} of the data, " +
                    $"which {(entry.Begin < at ? "overlaps the tensor before it" : "leaves a hole behind the tensor before it")}, ending at {at}");
            at += entry.ByteCount;
        }
        if (at != dataBytes) throw reader.Bad($"the tensors take {at} bytes, but {dataBytes} follow the header");
        return ordered;
    }
}
