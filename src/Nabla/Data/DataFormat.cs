namespace Nabla.Data;

/// <summary>A format that data is kept in: how a path is told to be of it, how it is read, and what a recipe for it begins with. A class in one file
/// says it all; the static property in it that holds its one instance is what the catalog finds.</summary>
/// <param name="name">The name.</param>
/// <param name="description">What a path to it looks like, for help and errors.</param>
public abstract class DataFormat(string name, string description) : Choice(name, description)
{
    /// <summary>What inputs alone are read from, to predict from; empty where they are not.</summary>
    public virtual string Inputs => "";

    /// <summary>Whether it takes what is of no other format.</summary>
    public virtual bool IsFallback => false;

    /// <summary>Where a recipe for such data differs from the standard: paths and values of its fields.</summary>
    public virtual IReadOnlyList<(string Path, string Value)> Defaults => [];

    /// <summary>Whether a path leads to data of this format.</summary>
    public abstract bool Is(string path);

    /// <summary>Reads the data.</summary>
    /// <exception cref="DataException">It is missing, damaged or of another form.</exception>
    public abstract DataSplit Load(string path, DataOptions options);

    /// <summary>Reads inputs alone, to predict from; a target that the file holds is not looked at.</summary>
    /// <exception cref="DataException">They are missing, damaged or of another form.</exception>
    public virtual Dataset LoadInputs(string path, DataOptions options) =>
        throw new NotSupportedException($"DataFormat '{Name}': inputs alone are not read from it.");

    /// <summary>Whether a path ends in one of some endings, or in one and .gz.</summary>
    protected static bool Ends(string path, params ReadOnlySpan<string> endings)
    {
        string bare = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        foreach (string ending in endings) if (bare.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>What a folder is called.</summary>
    protected static string FolderName(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
}
