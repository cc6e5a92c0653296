using System.Text.Encodings.Web;

namespace Nabla.Runs;

/// <summary>An event as a line of JSON, and back.</summary>
static class EventLine
{
    /// <summary>Letters of all languages stay readable; the file is read by JSON readers only.</summary>
    public static readonly JsonWriterOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    public static void Write(Utf8JsonWriter json, RunEvent happened, double seconds)
    {
        json.WriteStartObject();
        json.WriteNumber("t", Math.Round(seconds, 4));
        json.WriteString("kind", happened.Kind);
        json.WriteNumber("step", happened.Step);
        RunJson.Write(json, happened);
        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>The event, or null for a line that is none: torn, damaged, or not an object with a kind.</summary>
    public static RunEvent? Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, Options);
            return Read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null; // the latter: a string that is not UTF-8
        }
    }

    static RunEvent? Read(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object || !line.TryGetProperty("kind", out var kind) || kind.ValueKind != JsonValueKind.String)
            return null;
        long step = line.TryGetProperty("step", out var at) && at.ValueKind == JsonValueKind.Number && at.TryGetInt64(out long n) ? n : 0;
        double seconds = line.TryGetProperty("t", out var t) && t.ValueKind == JsonValueKind.Number ? t.GetDouble() : 0;
        var happened = new RunEvent(kind.GetString()!, step, seconds);
        foreach (JsonProperty field in line.EnumerateObject())
            if (field.Name is not ("t" or "kind" or "step") && RunJson.Read(field.Value) is { } value) happened[field.Name] = value;
        return happened;
    }
}
