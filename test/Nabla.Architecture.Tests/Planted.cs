namespace Nabla.Architecture.Tests;

/// <summary>A small house with what a test puts into it.</summary>
static class Planted
{
    /// <param name="block">The lines of the page's block.</param>
    /// <param name="files">Paths and texts; a path that ends in .csproj is a project.</param>
    public static House House(string block, params (string Path, string Text)[] files)
    {
        ProjectFile[] projects = [.. files.Where(file => IsProject(file.Path))
            .Select(file => new ProjectFile(file.Path, $"<Project>{file.Text}</Project>"))];
        var sources = files.Where(file => !IsProject(file.Path)).Select(file => new SourceFile(file.Path, file.Text,
            projects.Where(project => project.Folder == Folders.Project(Folders.Of(file.Path))).SelectMany(project => project.Usings)));
        return new([.. sources], projects, $"# A page\n\n```arrows\n{block}\n```\n");
    }

    /// <summary>Findings without the block that follows them.</summary>
    public static string[] Findings(House house) =>
        [.. ArrowRules.Check(house).Where(finding => !finding.StartsWith("The block", StringComparison.Ordinal))];

    static bool IsProject(string path) => path.EndsWith(".csproj", StringComparison.Ordinal);
}
