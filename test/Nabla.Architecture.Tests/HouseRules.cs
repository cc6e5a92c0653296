namespace Nabla.Architecture.Tests;

/// <summary>
/// Finds what the house does not want: long files, nameless names, waiting by the clock, operations in files of another name, measures of a
/// process that others share.
/// </summary>
static class HouseRules
{
    const int MostLines = 300;

    static readonly string[] Nameless = ["Utils", "Util", "Utilities", "Helper", "Helpers", "Manager", "Managers", "Common", "Base"];

    static readonly string[] Sleeps = ["Thread.Sleep", "Task.Delay"];

    // Counts of all threads together: what another test does meanwhile changes them.
    static readonly string[] OfTheProcess =
        ["GC.GetTotalMemory", "GC.GetTotalAllocatedBytes", "GC.CollectionCount", "Environment.CpuUsage", "Environment.WorkingSet",
            "MemoryUse.PeakBytes", "MemoryUse.LiveBytes", "BlockPool.Of"];

    public static IEnumerable<string> Check(IEnumerable<SourceFile> sources)
    {
        foreach (var file in sources)
        {
            if (file.Lines > MostLines) yield return $"{file.Path}: {file.Lines} lines, at most {MostLines}: a file is one noun";
            foreach (string type in file.Types.Append(file.Noun).Distinct().Where(IsNameless))
                yield return $"{file.Path}: '{type}' does not say what it is: name it after what it does";
            foreach (string method in file.PartlyCompiled)
                yield return $"{file.Path}: {method} is AggressiveOptimization without NoInlining: taken into its caller, a kernel's loop is compiled in part";
            foreach (string sleep in Sleeps.Where(sleep => Names(file, sleep)))
                yield return $"{file.Path}: {sleep}: wait for an event, with a limit";
            if (file.Project == "Nabla.Core" && Folders.Room(file.Folder) == "Nabla.Core/Operations" && !file.Types.Contains(file.Noun))
                yield return $"{file.Path}: declares no type '{file.Noun}': an operation's file is named after it";
            foreach (string count in OfTheProcess.Where(count => Folders.IsTest(file.Folder) && Names(file, count)
                && !file.Names.Owners.Contains("OwnProcess")))
                yield return $"{file.Path}: {count} counts for the whole process: measure it in OwnProcess.Run";
        }
    }

    static bool Names(SourceFile file, string dotted) =>
        file.Names.Dotted.Any(name => $".{name}.".Contains($".{dotted}.", StringComparison.Ordinal))
            || file.Usings.Any(name => name.EndsWith("." + dotted.Split('.')[0], StringComparison.Ordinal));

    static bool IsNameless(string type) => Nameless.Any(end => type.EndsWith(end, StringComparison.Ordinal));
}
