namespace Nabla.Data.Readers;

/// <summary>A folder of CIFAR-10 binary batches: records of one label and 3 × 32 × 32 bytes, plane after plane (Krizhevsky, "Learning multiple layers
/// of features from tiny images", 2009). Any number of data_batch_*.bin, one test_batch.bin, and batches.meta.txt with the class names, if
/// there.</summary>
sealed class CifarFolder : DataFormat
{
    const int Pixels = 3 * 32 * 32, Record = 1 + Pixels;

    static readonly string[] UsualNames = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    CifarFolder() : base("cifar", "a folder of CIFAR-10 batches (test_batch.bin, …)") { }

    /// <summary>Folders of batches as a format.</summary>
    public static DataFormat Format { get; } = new CifarFolder();

    /// <inheritdoc/>
    public override bool Is(string path) => File.Exists(Path.Combine(path, "test_batch.bin"));

    /// <inheritdoc/>
    public override DataSplit Load(string path, DataOptions options) => Read(path, FolderName(path));

    /// <summary>Reads all batches.</summary>
    /// <exception cref="DataException">A file is missing or damaged, or a label is no class.</exception>
    public static DataSplit Read(string folder, string name)
    {
        if (!Directory.Exists(folder)) throw new DataException($"{folder}: there is no such folder.");
        var train = Directory.GetFiles(folder, "data_batch_*.bin").OrderBy(path => path.Length).ThenBy(path => path, StringComparer.Ordinal).ToArray();
        if (train.Length == 0) throw new DataException($"{folder}: there is no data_batch_1.bin: a folder of CIFAR-10 batches holds data_batch_*.bin and test_batch.bin.");
        var classes = Field.Classes(ClassNames(Path.Combine(folder, "batches.meta.txt")));
        return new(Part(train, $"{name}-train", classes), Part([Path.Combine(folder, "test_batch.bin")], $"{name}-test", classes));
    }

    static ArrayDataset Part(string[] paths, string name, Field classes)
    {
        var batches = Array.ConvertAll(paths, path => DataFile.Read(path, Records));
        long count = batches.Sum(batch => (long)batch.Length / Record);
        if (count * Pixels > Array.MaxLength) throw new DataException($"{paths[0]}: {count} images are more than one array holds: use fewer batches.");
        var pixels = new byte[(int)count * Pixels];
        var labels = new int[(int)count];
        int row = 0;
        for (int b = 0; b < batches.Length; b++)
            for (int at = 0; at < batches[b].Length; at += Record, row++)
            {
                labels[row] = Label(batches[b][at], at / Record, classes, paths[b]);
                batches[b].AsSpan(at + 1, Pixels).CopyTo(pixels.AsSpan(row * Pixels));
            }
        return new(name, Column.OfBytes(pixels, [3, 32, 32]), Column.Of(labels, classes));
    }

    static int Label(byte label, int record, Field classes, string path) => label < classes.ClassNames.Count ? label
        : throw new DataException($"{path}: record {record} has label {label}, but there are {classes.ClassNames.Count} classes: the file is damaged or of another set.");

    static byte[] Records(DataFile file)
    {
        if (file.IsZipped) throw new DataException($"{file.Path}: is compressed: unpack it first.");
        if (file.Length == 0 || file.Length % Record != 0)
            throw new DataException($"{file.Path}: has {file.Length} bytes, not a multiple of the {Record} of a record: the file is cut off or of another format; fetch it again.");
        return file.Take(file.Length, "the records");
    }

    static string[] ClassNames(string path)
    {
        if (!File.Exists(path)) return UsualNames;
        var text = Encoding.UTF8.GetString(DataFile.Read(path, file => file.TakeRest(1 << 16, "class names")));
        var names = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length is 0 or > 256 || names.Distinct().Count() != names.Length)
            throw new DataException($"{path}: has {names.Length} class names, {names.Distinct().Count()} of them different: one name a line is expected, at most 256, none twice.");
        return names;
    }
}
