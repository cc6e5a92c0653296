namespace Nabla.Cli.Reports;

/// <summary>Looks up one value in the text of a resolved recipe, which has sections of indented <c>key: value</c> lines.</summary>
static class RecipeLines
{
    public static string Find(string recipe, string section, string key)
    {
        bool inside = false;
        foreach (string line in recipe.Split('\n'))
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            string trimmed = line.Trim();
            if (!char.IsWhiteSpace(line[0]))
                inside = trimmed == section + ":";
            else if (inside && trimmed.StartsWith(key + ":", StringComparison.Ordinal))
                return trimmed[(key.Length + 1)..].Trim().Trim('"', '\'');
        }
        return "";
    }
}
