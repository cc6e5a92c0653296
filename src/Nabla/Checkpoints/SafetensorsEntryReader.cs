namespace Nabla.Checkpoints;

/// <summary>Reads the JSON of a safetensors header token by token, and what it says of one tensor, which has to be whole and as long as it says.</summary>
ref struct SafetensorsEntryReader(string file, ReadOnlySpan<byte> json, long dataBytes)
{
    /// <summary>What to do about a file that is none.</summary>
    public const string Damaged = "the file is damaged or no safetensors file; fetch or export it again";

    Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = 4 });

    /// <summary>The tensor whose name was read last.</summary>
    public SafetensorsEntry Read(string name)
    {
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
        return new(name, type, shape.Value, span.Begin, span.End - span.Begin);
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

    /// <summary>Moves to the next token.</summary>
    public JsonTokenType Next()
    {
        reader.Read();
        return reader.TokenType;
    }

    /// <summary>Moves to the next token, which has to be of a kind.</summary>
    public void Expect(JsonTokenType type, string what, string kind)
    {
        if (Next() != type) throw Bad($"{what} is not {kind}");
    }

    /// <summary>The text of the token.</summary>
    public readonly string Text() => reader.GetString()!;

    /// <summary>Says what is wrong with the file.</summary>
    public readonly CheckpointException Bad(string what) => new(file, what, Damaged);

    /// <summary>A text of the file, fit for a message of one line.</summary>
    public static string Show(string text)
    {
        string start = text.Length > 60 ? text[..60] + "…" : text;
        return $"'{string.Concat(start.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter))}'";
    }
}
