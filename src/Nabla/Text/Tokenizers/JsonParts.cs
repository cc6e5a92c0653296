namespace Nabla.Text;

/// <summary>Reads parts of a JSON object, where null and missing are the same.</summary>
static class JsonParts
{
    /// <summary>A part; null if it is missing or null.</summary>
    public static JsonElement? Part(this JsonElement whole, string name) =>
        whole.ValueKind == JsonValueKind.Object && whole.TryGetProperty(name, out var part) && part.ValueKind != JsonValueKind.Null ? part : null;

    /// <summary>What a part calls its type; "none" if it does not.</summary>
    public static string TypeOf(this JsonElement part) => part.Part("type") is { ValueKind: JsonValueKind.String } type ? Excerpt.Of(type.GetString()!) : "none";

    /// <summary>Yes or no.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static bool Flag(this JsonElement whole, string name, bool otherwise) => whole.Part(name) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw new FormatException($"'{name}' is neither true nor false: the file is damaged."),
    };

    /// <summary>A text.</summary>
    /// <exception cref="FormatException">It is missing or something else.</exception>
    public static string Text(this JsonElement whole, string name) =>
        whole.Part(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : throw new FormatException($"'{name}' is missing or no text: the file is damaged.");

    /// <summary>The items of a list; none if it is missing.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static IEnumerable<JsonElement> Items(this JsonElement whole, string name) => whole.Part(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        _ => throw new FormatException($"'{name}' is no list: the file is damaged."),
    };

    /// <summary>A token's number.</summary>
    /// <exception cref="FormatException">It is no whole number from 0 on.</exception>
    public static int TokenNumber(this JsonElement value, string token) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int id) && id >= 0 ? id : throw new FormatException($"token '{Excerpt.Of(token)}' has no number from 0 on: the file is damaged.");
}
