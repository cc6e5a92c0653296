namespace Nabla.Architecture.Tests;

/// <summary>Finds what the house does not want: long files, nameless names, sleeping threads, operations in files of another name.</summary>
static class HouseRules
{
    const int MostLines = 300;

    static readonly string[] Nameless = ["Utils", "Util", "Utilities", "Helper", "Helpers", "Manager", "Managers", "Common", "Base"];

    public static IEnumerable<string> Check(IEnumerable<SourceFile> sources)
    {
        foreach (var file in sources)
        {
            if (file.Lines > MostLines) yield return $"{file.Path}: {file.Lines} lines, at most {MostLines}: a file is one noun";
            foreach (string type in file.Types.Append(file.Noun).Distinct().Where(IsNameless))
                yield return $"{file.Path}: '{type}' does not say what it is: name it after what it does";
            if (file.DottedNames.Any(name => name == "Thread.Sleep" || name.EndsWith(".Thread.Sleep", StringComparison.Ordinal)) || file.Usings.Contains("System.Threading.Thread"))
                yield return $"{file.Path}: Thread.Sleep: wait for an event, with a limit";
            if (file is { Project: "Nabla.Core", Layer: "Operations" } && !file.Types.Contains(file.Noun))
                yield return $"{file.Path}: declares no type '{file.Noun}': an operation's file is named after it";
        }
    }

    static bool IsNameless(string type) => Nameless.Any(end => type.EndsWith(end, StringComparison.Ordinal));
}
