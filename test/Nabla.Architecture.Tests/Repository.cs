namespace Nabla.Architecture.Tests;

/// <summary>The sources that the tests were built from.</summary>
static class Repository
{
    static readonly string[] places = ["src", "test", "lessons", "bench"];
    static readonly Lazy<House> house = new(Read);

    /// <summary>The folder of Nabla.slnx, above the test's assembly.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Sources, tests, lessons and comparisons, without what the build made, and the page.</summary>
    public static House House => house.Value;

    /// <summary>Fails with all findings, one a line.</summary>
    public static void AssertClean(IEnumerable<string> findings)
    {
        string all = string.Join('\n', findings);
        Assert.True(all.Length == 0, all);
    }

    static House Read()
    {
        ProjectFile[] projects = [.. Files("*.csproj").Select(path => new ProjectFile(path, Text(path)))];
        // Lessons are files without a project: what they share stands beside them.
        ProjectFile[] opening = [.. projects, .. Files("Directory.Build.props").Select(path => new ProjectFile(path, Text(path)))];
        var opened = opening.ToLookup(project => project.Folder, project => project.Usings);
        SourceFile[] sources = [.. Files("*.cs").AsParallel().AsOrdered()
            .Select(path => new SourceFile(path, Text(path), opened[Folders.Project(Folders.Of(path))].SelectMany(names => names)))];
        return new(sources, projects, Text(ArrowBlock.Page));
    }

    static IEnumerable<string> Files(string pattern) => places.SelectMany(place =>
        Directory.EnumerateFiles(Path.Combine(Root, place), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(folder => folder is "bin" or "obj" or "out"))
            .Order(StringComparer.Ordinal));

    static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    static string Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Nabla.slnx"))) return at.FullName;
        throw new InvalidOperationException($"No folder above {folder} holds Nabla.slnx: run the tests from inside the repository.");
    }
}
