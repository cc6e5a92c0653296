namespace Nabla.Reports;

/// <summary>The names of model and data, as a run's own recipe.yaml has them: <c>name</c> in the sections <c>model</c> and <c>data</c>. A spectator
/// needs no more of a recipe than that, and so none of what reads one.</summary>
static class RecipeNames
{
    /// <summary>Both names; empty where the text does not have them.</summary>
    public static (string Model, string Data) Of(string recipe) => (NameIn(recipe, "model"), NameIn(recipe, "data"));

    static string NameIn(string recipe, string section)
    {
        bool inside = false;
        foreach (string line in recipe.Split('\n'))
        {
            if (line.Length > 0 && line[0] is not (' ' or '#')) inside = line.StartsWith(section + ":", StringComparison.Ordinal);
            else if (inside && line.StartsWith("  name:", StringComparison.Ordinal)) return Value(line["  name:".Length..]);
        }
        return "";
    }

    // A value is plain, or in double quotes with escapes that are JSON's too; a comment follows two spaces.
    static string Value(string text)
    {
        text = text.Trim();
        if (!text.StartsWith('"')) return text.IndexOf("  #", StringComparison.Ordinal) is var comment and >= 0 ? text[..comment].TrimEnd() : text;
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), isFinalBlock: false, default);
            return reader.Read() ? reader.GetString() ?? "" : "";
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException) // an escape of half a letter is the latter
        {
            return "";
        }
    }
}
