namespace Nabla.Architecture.Tests;

/// <summary>Sources, projects and page together: what names what, and what the page says to that.</summary>
sealed class House
{
    public House(IReadOnlyCollection<SourceFile> sources, IReadOnlyCollection<ProjectFile> projects, string page)
    {
        (Sources, Projects) = (sources, projects);
        var folders = new HashSet<string>();
        foreach (string each in sources.Select(file => file.Folder).Concat(projects.Select(project => project.Folder)))
            for (string folder = each; folders.Add(folder) && folder != Folders.Project(folder);) folder = Folders.Parent(folder);
        Places = folders;
        var declarations = new Declarations(sources);
        Uses = [.. sources.SelectMany(declarations.Uses)];
        Block = new ArrowBlock(page, folders);
    }

    public IReadOnlyCollection<SourceFile> Sources { get; }

    public IReadOnlyCollection<ProjectFile> Projects { get; }

    public IReadOnlySet<string> Places { get; }

    public IReadOnlyList<Use> Uses { get; }

    public ArrowBlock Block { get; }

    public bool IsProject(string folder) => Projects.Any(project => project.Folder == folder);

    /// <summary>
    /// The arrows that belong on the page, with an example of each: those between rooms and inside them, the references of the projects, and
    /// that they have packages. Tests name what they test: their references stand there, their folders do not.
    /// </summary>
    public ILookup<Arrow, string> Arrows() => Uses
        .Where(use => !Folders.IsTest(use.From) && !Folders.IsTest(use.To))
        .Select(use => (Arrow: Folders.Lift(use.From, use.To), Why: $"{use.Path}: names {use.Name}"))
        .Where(each => !(IsProject(each.Arrow.From) && IsProject(each.Arrow.To)))
        .Concat(Projects.SelectMany(project => project.References.Select(name =>
            (new Arrow(project.Folder, name), $"{project.Path}: refers to {name}"))))
        .Concat(Projects.Where(project => !Folders.IsTest(project.Folder) && project.Packages.Any())
            .Select(project => (new Arrow(project.Folder, ArrowBlock.Packages), $"{project.Path}: takes {string.Join(", ", project.Packages)}")))
        .ToLookup(each => each.Item1, each => each.Item2);
}
