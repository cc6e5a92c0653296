using Nabla.Data.Readers;

namespace Nabla.Data.Catalog;

/// <summary>Data by path, its format told by what lies there.</summary>
static class DataPath
{
    static readonly string[] TableEnds = [".csv", ".csv.gz", ".tsv", ".tsv.gz"];

    /// <summary>Whether a path leads to a file that is no table and no array.</summary>
    public static bool IsText(string path) => File.Exists(path) && !TableEnds.Append(".npy").Any(end => path.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    /// <summary>Loads a folder or a file.</summary>
    public static DataSplit Load(string path, DataOptions options)
    {
        if (path.Split(',') is [var inputs, var targets] && inputs.EndsWith(".npy", StringComparison.OrdinalIgnoreCase)) return Cut(NpyPair.Read(inputs, targets, Path.GetFileNameWithoutExtension(inputs)), options);
        if (Directory.Exists(path)) return Folder(path, options);
        if (TableEnds.Any(end => path.EndsWith(end, StringComparison.OrdinalIgnoreCase))) return Cut(Table(path, options.Csv ?? new()), options);
        if (path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase)) throw new DataException($"{path}: is one array, but inputs and targets are needed: give both as inputs.npy,targets.npy.");
        if (File.Exists(path)) throw new DataException($"{path}: is read as text, which trains language models; for numbers use .csv, .tsv, a pair inputs.npy,targets.npy, or a folder of IDX files or CIFAR-10 batches.");
        if (path.Contains(Path.DirectorySeparatorChar) || path.Contains('/')) throw new DataException($"{path}: there is no such file or folder.");
        throw new DataException(NearestWord.Sentence("data set", path, [.. KnownSets.All.Select(known => known.Name)])) { IsUnknownName = true };
    }

    static ArrayDataset Table(string path, CsvOptions csv) =>
        CsvTable.Read(path, TableEnds[2..].Any(end => path.EndsWith(end, StringComparison.OrdinalIgnoreCase)) ? csv with { Separator = '\t' } : csv);

    static DataSplit Folder(string folder, DataOptions options)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        if (IdxFolder.Is(folder)) return IdxFolder.Read(folder, name);
        if (CifarFolder.Is(folder)) return CifarFolder.Read(folder, name);
        string At(string file) => Path.Combine(folder, file);
        if (File.Exists(At("x_train.npy")))
        {
            var train = NpyPair.Read(At("x_train.npy"), At("y_train.npy"), $"{name}-train");
            return new DataSplit(train, NpyPair.Read(At("x_test.npy"), At("y_test.npy"), $"{name}-test", train.Target as LabelField)).Checked();
        }
        if (File.Exists(At("x.npy"))) return Cut(NpyPair.Read(At("x.npy"), At("y.npy"), name), options);
        throw new DataException($"{folder}: holds no set of known format: IDX (train-images-idx3-ubyte, …), CIFAR-10 (test_batch.bin, …), x_train.npy with y_train, x_test, y_test, or x.npy with y.npy.");
    }

    static DataSplit Cut(ArrayDataset dataset, DataOptions options) => Splits.Holdout(dataset, options.TestFraction, options.Seed);
}
