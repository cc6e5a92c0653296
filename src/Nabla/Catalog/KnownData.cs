namespace Nabla.Catalog;

/// <summary>A set that is known by name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Description">What it holds, in a few words.</param>
/// <param name="Folders">What its folder may be called; the first is used for downloads. Empty for generated sets.</param>
/// <param name="Needed">The files that must lie in the folder; each may have a .gz twin.</param>
/// <param name="Downloads">What to fetch when there is no such folder.</param>
public sealed record KnownData(string Name, string Description, IReadOnlyList<string> Folders, IReadOnlyList<string> Needed, IReadOnlyList<KnownFile> Downloads)
{
    /// <summary>Reads the set from its folder, or makes it.</summary>
    public required Func<string, DataOptions, DataSplit> Load { get; init; }

    /// <summary>Where a recipe for it differs from the standard: paths and values of its fields; the last of one path holds.</summary>
    public IReadOnlyList<(string Path, string Value)> Defaults { get; init; } = [];

    /// <summary>Whether the set is made, not read.</summary>
    public bool IsGenerated => Folders.Count == 0;

    /// <summary>Whether all files lie in a folder.</summary>
    public bool IsIn(string folder) => Needed.All(name => File.Exists(Path.Combine(folder, name)) || File.Exists(Path.Combine(folder, name + ".gz")));
}
