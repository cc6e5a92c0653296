using Nabla.Data;
using Nabla.Data.Readers;
using Nabla.Text;
using Nabla.Words;

namespace Nabla.Catalog;

/// <summary>The formats that data is read from, and which of them a path is of.</summary>
static class DataFormats
{
    public static IReadOnlyList<DataFormat> All { get; } =
    [
        CsvTable.Format,
        LibsvmFile.Format,
        IdxFolder.Format,
        CifarFolder.Format,
        NpyPair.Format,
        TokenFormat.Format,
        TextFormat.Format,
    ];

    /// <summary>The format of a path; null where there is nothing, or nothing that is known.</summary>
    public static DataFormat? Find(string path) => All.OrderBy(format => format.IsFallback).FirstOrDefault(format => format.Is(path));

    /// <summary>The format of a path.</summary>
    /// <exception cref="DataException">There is nothing, or nothing that is known.</exception>
    public static DataFormat Of(string path)
    {
        if (Find(path) is { } format) return format;
        if (Directory.Exists(path)) throw new DataException($"{path}: holds no set of known format: {string.Join("; ", All.Select(each => each.Description))}.");
        if (path.Contains(Path.DirectorySeparatorChar) || path.Contains('/')) throw new DataException($"{path}: there is no such file or folder.");
        throw new DataException(NearestWord.Sentence("data set", path, [.. KnownSets.All.Select(known => known.Name)])) { IsUnknownName = true };
    }

    /// <summary>Inputs alone, to predict from.</summary>
    public static Dataset LoadInputs(string path, DataOptions options)
    {
        if (!File.Exists(path)) throw new DataException($"{path}: there is no such file.");
        return Find(path) is { Inputs.Length: > 0 } format ? format.LoadInputs(path, options)
            : throw new DataException($"{path}: is of no known format: use {string.Join(", ", All.Where(each => each.Inputs.Length > 0).Select(each => each.Inputs))}.");
    }
}
