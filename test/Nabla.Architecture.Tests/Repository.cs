namespace Nabla.Architecture.Tests;

/// <summary>The sources that the tests were built from.</summary>
static class Repository
{
    /// <summary>The folder of Nabla.slnx, above the test's assembly.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>All C# files below src, without what the build made.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } = [.. Files("*.cs").Select(path => new SourceFile(path, Read(path)))];

    /// <summary>All project files below src.</summary>
    public static IReadOnlyList<ProjectFile> Projects { get; } = [.. Files("*.csproj").Select(path => new ProjectFile(path, Read(path)))];

    /// <summary>Fails with all findings, one a line.</summary>
    public static void AssertClean(IEnumerable<string> findings)
    {
        string all = string.Join('\n', findings);
        Assert.True(all.Length == 0, all);
    }

    static IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, "src"), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(folder => folder is "bin" or "obj"))
            .Order(StringComparer.Ordinal);

    static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    static string Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Nabla.slnx"))) return at.FullName;
        throw new InvalidOperationException($"No folder above {folder} holds Nabla.slnx: run the tests from inside the repository.");
    }
}
