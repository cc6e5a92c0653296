using System.Text.Json;

namespace Nabla.Cli.Output;

/// <summary>What a model made of a text.</summary>
/// <param name="Input">The text.</param>
/// <param name="Output">What the model said.</param>
/// <param name="Truth">What is right, where that is known.</param>
sealed record Translation(string Input, string Output, string? Truth)
{
    /// <summary>Writes them as a table.</summary>
    public static void Write(TextWriter text, IReadOnlyList<Translation> all)
    {
        bool hasTruth = all.Any(each => each.Truth is not null);
        TextTable.Write(text, ["input", "output", .. hasTruth ? (string[])["truth"] : []],
            all.Select(each => (IReadOnlyList<string>)[each.Input, each.Output, .. hasTruth ? (string[])[each.Truth ?? ""] : []]));
    }

    /// <summary>Writes itself as an element of an array.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("input", Input);
        json.WriteString("output", Output);
        if (Truth is not null) json.WriteString("truth", Truth);
        json.WriteEndObject();
    }
}
