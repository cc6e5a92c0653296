namespace Nabla.Architecture.Tests;

/// <summary>Finds what would hide arrows: namespaces that are not their folder's, and global usings outside the project's file.</summary>
static class NameRules
{
    /// <summary>Where what the compiler asks for is declared, in any folder.</summary>
    public const string Compilers = "System.Runtime.CompilerServices";

    public static IEnumerable<string> Check(House house) => [.. Namespaces(house), .. Opened(house)];

    /// <summary>
    /// A namespace is the folder's, or that of a folder above it; the project's own is for projects that have files at their top.
    /// The compiler's own namespace is free.
    /// </summary>
    static IEnumerable<string> Namespaces(House house) =>
        from project in house.Projects
        let files = house.Sources.Where(file => file.Project == project.Folder).ToList()
        let outermost = files.Exists(file => file.Folder == project.Folder && file.Namespaces.Contains(project.RootNamespace)) ? project.Folder : null
        from file in files
        let folder = Space(project, file.Folder)
        let layer = Space(project, outermost ?? Folders.Room(file.Folder))
        from actual in file.Namespaces
        where !(Within(actual, layer) && Within(folder, actual)) && actual != Compilers
        select $"{file.Path}: namespace {actual}, but the folder says {folder}";

    static string Space(ProjectFile project, string folder) => project.RootNamespace + folder[project.Folder.Length..].Replace('/', '.');

    static bool Within(string inner, string outer) => (inner + ".").StartsWith(outer + ".", StringComparison.Ordinal);

    static IEnumerable<string> Opened(House house) =>
        from file in house.Sources
        from name in file.GlobalUsings
        where Within(name, "Nabla")
        select $"{file.Path}: 'global using {name}' hides arrows: write <Using Include=\"{name}\" /> into the project";
}
