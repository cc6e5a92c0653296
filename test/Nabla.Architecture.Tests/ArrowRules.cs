namespace Nabla.Architecture.Tests;

/// <summary>Finds files that name what their layer must not know. Each finding says the file and the arrow.</summary>
static class ArrowRules
{
    static readonly string[] Layered = ["Nabla.Core", "Nabla"];

    public static IEnumerable<string> Check(IReadOnlyCollection<SourceFile> sources)
    {
        var typesOf = sources.Where(file => Layered.Contains(file.Project)).ToLookup(file => file.Layer, file => file.Types.ToHashSet());
        foreach (var file in sources.Where(file => Layered.Contains(file.Project)))
        {
            if (!Layers.IsKnown(file.Layer))
                yield return $"{file.Path}: the folder '{file.Layer}' has no arrows: add it to Layers, or move the file";
            foreach (string target in Targets(file, typesOf).Distinct().Where(target => !Layers.MayName(file.Layer, target)))
                yield return $"{file.Path}: {file.Layer} → {target}";
            foreach (string name in file.GlobalUsings.Where(name => Target(name) is not null))
                yield return $"{file.Path}: 'global using {name}' hides arrows: name it where it is used";
        }
        foreach (string finding in Kernels(sources)) yield return finding;
        foreach (string finding in Namespaces(sources)) yield return finding;
    }

    /// <summary>Kernels work on blocks and sizes.</summary>
    static IEnumerable<string> Kernels(IEnumerable<SourceFile> sources) =>
        from file in sources
        where file.Project == "Nabla.Core" && file.Layer == "Devices"
        from name in file.Names.Distinct()
        where name is "Tensor" or "Tape"
        select $"{file.Path}: kernel → {name}";

    /// <summary>
    /// A namespace is the folder's, or that of a folder above it, or the arrows could be hidden by a wrong one; the project's own
    /// is for projects that have files at their top. The compiler's own namespace is free.
    /// </summary>
    static IEnumerable<string> Namespaces(IReadOnlyCollection<SourceFile> sources) =>
        from file in sources
        let root = file.Project == "Nabla.Core" ? "Nabla" : file.Project
        let flat = sources.Any(other => other.Project == file.Project && other.Layer.Length == 0 && other.Namespaces.Contains(root))
        let layer = flat ? root : $"{root}.{file.Layer}"
        let folder = string.Join('.', file.Folders.Prepend(root))
        from actual in file.Namespaces
        where !(Within(actual, layer) && Within(folder, actual)) && actual != "System.Runtime.CompilerServices"
        select $"{file.Path}: namespace {actual}, but the folder says {folder}";

    static bool Within(string inner, string outer) => (inner + ".").StartsWith(outer + ".", StringComparison.Ordinal);

    /// <summary>The layers that a file names: in using lines, by full names, and by names such as Operations.Relu that begin with a layer and go on with one of its types.</summary>
    static IEnumerable<string> Targets(SourceFile file, ILookup<string, HashSet<string>> typesOf)
    {
        foreach (string name in file.Usings.Concat(file.DottedNames))
        {
            if (Target(name) is { } target) yield return target;
            else if (name.Split('.', '<') is [var first, var second, ..] && typesOf[first].Any(types => types.Contains(second))) yield return first;
        }
    }

    /// <summary>The layer of a name that begins with Nabla; null for others.</summary>
    static string? Target(string name) => name.Split('.') is ["Nabla", var layer, ..] ? layer : null;
}
