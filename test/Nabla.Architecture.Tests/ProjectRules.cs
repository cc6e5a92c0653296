namespace Nabla.Architecture.Tests;

/// <summary>Finds projects that refer to what they must not: other projects, or packages where only the framework is allowed.</summary>
static class ProjectRules
{
    /// <summary>What each project may refer to.</summary>
    static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Nabla.Core"] = [],
        ["Nabla.Runs"] = [],
        ["Nabla.Plots"] = [],
        ["Nabla.Generators"] = [],
        ["Nabla"] = ["Nabla.Core", "Nabla.Runs"],
        ["Nabla.Search"] = ["Nabla", "Nabla.Core", "Nabla.Runs"],
        ["Nabla.Diagnosis"] = ["Nabla", "Nabla.Core", "Nabla.Runs"],
        ["Nabla.Cuda"] = ["Nabla.Core"],
        ["Nabla.Studio"] = ["Nabla.Runs", "Nabla.Plots"],
        ["Nabla.Cli"] = ["Nabla", "Nabla.Core", "Nabla.Runs", "Nabla.Plots", "Nabla.Search", "Nabla.Diagnosis"],
    };

    static readonly string[] WithoutPackages = ["Nabla.Core", "Nabla", "Nabla.Runs", "Nabla.Plots"];

    public static IEnumerable<string> Check(IEnumerable<ProjectFile> projects)
    {
        foreach (var project in projects)
        {
            if (!Allowed.TryGetValue(project.Name, out var allowed))
                yield return $"{project.Path}: the project {project.Name} has no arrows: add it to ProjectRules";
            foreach (string reference in project.References.Except(allowed ?? []))
                yield return $"{project.Path}: {project.Name} → {reference}";
            foreach (string package in project.Packages.Where(_ => WithoutPackages.Contains(project.Name)))
                yield return $"{project.Path}: {project.Name} → package {package}, but it depends on the framework alone";
            foreach (string name in project.Usings.Where(name => name.StartsWith("Nabla", StringComparison.Ordinal)))
                yield return $"{project.Path}: <Using Include=\"{name}\"> hides arrows: name it where it is used";
        }
    }
}
