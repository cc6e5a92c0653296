using Nabla.Devices.Cpu;

namespace Nabla.Experiments;

/// <summary>Writes a recipe as YAML, resolved: every default written out, each field with its description, and what wrote it.</summary>
static class RecipeText
{
    const int CommentColumn = 34;

    /// <summary>The version of Nabla that writes and reads.</summary>
    public static Version Version { get; } = typeof(Recipe).Assembly.GetName().Version!;

    /// <summary>The whole text of a recipe file.</summary>
    public static string Write(Recipe recipe)
    {
        var text = new StringBuilder("# A training run of Nabla, every default written out. `nabla train FILE` runs it again.\n");
        Line(text, "", "nabla", Version.ToString(3), "the version that wrote this");
        Line(text, "", "runtime", RuntimeInformation.FrameworkDescription + " " + RuntimeInformation.RuntimeIdentifier, "for information");
        Line(text, "", "vectors", CpuDevice.Vectors, "same seed, same bytes: on one width of vectors");
        foreach (string section in RecipeFields.Sections)
        {
            if (section.Length > 0) text.Append(section).Append(":\n");
            foreach (var field in RecipeFields.All.Where(field => field.Section == section))
                Line(text, section.Length > 0 ? "  " : "", field.Name, field.Get(recipe), field.Description);
        }
        return text.ToString();
    }

    static void Line(StringBuilder text, string indent, string name, string value, string comment)
    {
        string line = $"{indent}{name}: {Scalar(value)}";
        text.Append(line.PadRight(CommentColumn)).Append("  # ").Append(comment).Append('\n');
    }

    // YAML 1.2, sections 5.7 (escapes) and 7.3.3 (plain scalars): plain where nothing could be misread, double quotes elsewhere.
    static string Scalar(string value)
    {
        if (IsPlain(value)) return value;
        var quoted = new StringBuilder("\"");
        foreach (char letter in value)
        {
            if (letter is '"' or '\\') quoted.Append('\\').Append(letter);
            else if (letter is >= ' ' and <= '~') quoted.Append(letter);
            else quoted.Append($"\\u{(int)letter:X4}");
        }
        return quoted.Append('"').ToString();
    }

    static bool IsPlain(string value) =>
        value.Length > 0 && (char.IsAsciiLetterOrDigit(value[0]) || value[0] is '/' or '.') && value[^1] is not (' ' or ':')
        && value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '/' or '.' or ':' or '-' or '_' or '+' or '%')
        && !value.Contains(": ") && !value.Equals("null", StringComparison.OrdinalIgnoreCase);
}
