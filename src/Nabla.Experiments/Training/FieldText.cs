using System.Text;
using System.Text.Json;
using Nabla.Data;
using Nabla.Tensors;

namespace Nabla.Experiments;

/// <summary>What inputs and targets are, as text beside the weights: a model file says itself what it reads and what its outputs mean.</summary>
internal static class FieldText
{
    const int MostClasses = 1_000_000;

    /// <summary>For example {"shape":[1,28,28]} or {"shape":[],"classes":["0","1"]}.</summary>
    public static string Write(Field field)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartArray("shape");
            foreach (int extent in field.Shape) json.WriteNumberValue(extent);
            json.WriteEndArray();
            if (field.IsClass)
            {
                json.WriteStartArray("classes");
                foreach (string name in field.ClassNames) json.WriteStringValue(name);
                json.WriteEndArray();
                if (field.Padding is { } padding) json.WriteNumber("padding", padding);
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The field that a text says.</summary>
    /// <exception cref="FormatException">The text is damaged.</exception>
    public static Field Read(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            Shape shape = new([.. root.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt32())]);
            if (!root.TryGetProperty("classes", out JsonElement classes)) return Field.Reals(shape);
            if (classes.GetArrayLength() > MostClasses) throw new FormatException($"more than {MostClasses} classes");
            return Field.Classes([.. classes.EnumerateArray().Select(name => name.GetString() ?? "")], shape, root.TryGetProperty("padding", out JsonElement padding) ? padding.GetInt32() : null);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw new FormatException($"the description of its data is damaged ({error.Message})", error);
        }
    }
}
