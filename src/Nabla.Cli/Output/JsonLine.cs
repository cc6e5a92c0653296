using System.Text.Encodings.Web;

namespace Nabla.Cli.Output;

/// <summary>One JSON object on one line.</summary>
static class JsonLine
{
    // The line is for programs and terminals, never for HTML: letters of any alphabet stay readable.
    static readonly JsonWriterOptions options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an object whose members are written by <paramref name="members"/>, and the line's end.</summary>
    public static void Write(TextWriter output, Action<Utf8JsonWriter> members)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        output.WriteLine(System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
        output.Flush();
    }

    /// <summary>A number; null where there is none, or where it is not finite, which JSON cannot say.</summary>
    public static void WriteFinite(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number)) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
