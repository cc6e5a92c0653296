namespace Nabla.Training;

/// <summary>Reads fields from the header of a model file. Of a damaged one it throws what JSON and fields throw: see <see cref="ModelFile"/>.</summary>
sealed class FieldReader
{
    const int MostNames = 1_000_000;
    readonly Vocabulary[] vocabularies;

    /// <param name="header">The whole header.</param>
    /// <param name="tokenizer">What lies beside it.</param>
    public FieldReader(JsonElement header, Tokenizer? tokenizer)
        => vocabularies = [.. header.GetProperty("vocabularies").EnumerateArray().Select(each => each.ValueKind == JsonValueKind.Array
        ? Vocabulary.Of(Names(each)) : tokenizer ?? throw new FormatException("its tokenizer is missing"))];

    public IReadOnlyList<Field> Read(JsonElement fields) => [.. fields.EnumerateArray().Select(ReadOne)];

    Field ReadOne(JsonElement json)
    {
        string name = json.TryGetProperty("name", out JsonElement given) ? given.GetString() ?? "" : "";
        if (json.TryGetProperty("classes", out JsonElement classes)) return new LabelField(Names(classes)) { Name = name };
        if (json.TryGetProperty("length", out JsonElement length))
            return new TokenField(vocabularies[json.GetProperty("vocabulary").GetInt32()], length.GetInt32(),
                json.TryGetProperty("padding", out JsonElement padding) ? padding.GetInt32() : null) { Name = name };
        Shape shape = new([.. json.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt32())]);
        return new RealField(shape, json.TryGetProperty("columns", out JsonElement columns) ? Names(columns) : null) { Name = name };
    }

    static string[] Names(JsonElement names) => names.GetArrayLength() <= MostNames
        ? [.. names.EnumerateArray().Select(name => name.GetString() ?? "")] : throw new FormatException($"more than {MostNames} names");
}
