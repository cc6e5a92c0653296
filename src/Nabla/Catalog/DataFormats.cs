namespace Nabla.Catalog;

/// <summary>The formats that data is read from, each declared in its own file, and which of them a path is of.</summary>
static partial class DataFormats
{
    /// <summary>All formats; the one that takes what is left comes last.</summary>
    public static IReadOnlyList<DataFormat> All { get; } = [.. Declared.All.OrderBy(format => format.IsFallback)];

    [Collected("Data format")]
    private static partial Choices<DataFormat> Declared { get; }

    /// <summary>The format of a path; null where there is nothing, or nothing that is known.</summary>
    public static DataFormat? Find(string path) => All.FirstOrDefault(format => format.Is(path));

    /// <summary>The format of a path.</summary>
    /// <exception cref="DataException">There is nothing, or nothing that is known.</exception>
    public static DataFormat Of(string path)
    {
        if (Find(path) is { } format) return format;
        if (Directory.Exists(path))
            throw new DataException($"{path}: holds no set of known format: {string.Join("; ", All.Select(each => each.Description))}.");
        if (path.Contains(Path.DirectorySeparatorChar) || path.Contains('/') || Path.HasExtension(path)) throw new DataException($"{path}: there is no such file or folder.");
        throw new DataException(NearestWord.Sentence("data set", path, [.. KnownSets.All.Select(known => known.Name)])) { IsUnknownName = true };
    }

    /// <summary>What inputs alone are read from.</summary>
    public static string Inputs => string.Join(", ", All.Select(format => format.Inputs).Where(inputs => inputs.Length > 0));

    /// <summary>Inputs alone, to predict from.</summary>
    public static Dataset LoadInputs(string path, DataOptions options)
    {
        if (!File.Exists(path)) throw new DataException($"{path}: there is no such file.");
        if (Find(path) is { Inputs.Length: > 0 } format) return format.LoadInputs(path, options);
        throw new DataException($"{path}: is of no known format: use {Inputs}.");
    }
}
