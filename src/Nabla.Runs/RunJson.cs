namespace Nabla.Runs;

/// <summary>Values to JSON and back. A number that is not finite becomes null, and a "note" says what it was.</summary>
static class RunJson
{
    public static void Write(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, RunValue>> fields)
    {
        string? note = null;
        foreach (var (name, value) in fields)
        {
            json.WritePropertyName(name);
            Write(json, value);
            if (value.Number is { } number && !double.IsFinite(number)) note = (note is null ? "" : note + ", ") + $"{name} was {Name(number)}";
        }
        if (note is not null && !fields.Any(f => f.Key == RunField.Note)) json.WriteString(RunField.Note, note);
    }

    static string Name(double number) => double.IsNaN(number) ? "NaN" : number > 0 ? "infinite" : "minus infinite";

    static void Write(Utf8JsonWriter json, RunValue value)
    {
        if (value.Text is { } text) json.WriteStringValue(text);
        else if (value.Numbers is { } numbers) WriteList(json, numbers, WriteNumber);
        else if (value.Texts is { } texts) WriteList(json, texts, (writer, item) => writer.WriteStringValue(item));
        else if (value.Table is { } table) WriteTable(json, table);
        else WriteNumber(json, value.Number!.Value);
    }

    /// <summary>Whole numbers without a fraction; others by the shortest text that reads back the same, as float32 where the number is one.</summary>
    public static void WriteNumber(Utf8JsonWriter json, double number)
    {
        if (!double.IsFinite(number)) json.WriteNullValue();
        else if (number == Math.Floor(number) && Math.Abs(number) < 1e15) json.WriteNumberValue((long)number);
        else if ((float)number == number) json.WriteNumberValue((float)number);
        else json.WriteNumberValue(number);
    }

    static void WriteList<T>(Utf8JsonWriter json, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray();
        foreach (T item in items) write(json, item);
        json.WriteEndArray();
    }

    static void WriteTable(Utf8JsonWriter json, double[,] table) => WriteList(json, Enumerable.Range(0, table.GetLength(0)),
        (rows, row) => WriteList(rows, Enumerable.Range(0, table.GetLength(1)).Select(column => table[row, column]), WriteNumber));

    /// <summary>The value, or null for what no field holds (objects, ragged tables, mixed lists).</summary>
    public static RunValue? Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.Null => double.NaN,
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.String => element.GetString()!,
        JsonValueKind.Array => ReadList(element),
        _ => null,
    };

    static RunValue? ReadList(JsonElement list)
    {
        var items = list.EnumerateArray().ToArray();
        if (items.All(IsNumber)) return items.Select(Number).ToArray();
        if (items.All(item => item.ValueKind == JsonValueKind.String)) return items.Select(item => item.GetString()!).ToArray();
        if (!items.All(item => item.ValueKind == JsonValueKind.Array && item.GetArrayLength() == items[0].GetArrayLength())) return null;
        var table = new double[items.Length, items[0].GetArrayLength()];
        for (int row = 0; row < items.Length; row++)
        {
            int column = 0;
            foreach (JsonElement cell in items[row].EnumerateArray())
            {
                if (!IsNumber(cell)) return null;
                table[row, column++] = Number(cell);
            }
        }
        return table;
    }

    static bool IsNumber(JsonElement element) => element.ValueKind is JsonValueKind.Number or JsonValueKind.Null;

    static double Number(JsonElement element) => element.ValueKind == JsonValueKind.Null ? double.NaN : element.GetDouble();
}
