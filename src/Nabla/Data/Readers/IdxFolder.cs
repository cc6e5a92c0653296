namespace Nabla.Data.Readers;

/// <summary>A folder of four IDX files in the manner of MNIST: train and t10k, images and labels, plain or .gz.</summary>
sealed class IdxFolder : DataFormat
{
    IdxFolder() : base("idx", "a folder of IDX files (train-images-idx3-ubyte, …)") { }

    /// <summary>Folders of IDX files as a format, and the images of one file to predict from.</summary>
    public static DataFormat Format { get; } = new IdxFolder();

    /// <inheritdoc/>
    public override string Inputs => "IDX images (-ubyte, .idx)";

    /// <inheritdoc/>
    public override bool Is(string path) => Find(path, "train-images", 3) is not null || Ends(path, "ubyte", ".idx");

    /// <inheritdoc/>
    public override DataSplit Load(string path, DataOptions options) => Directory.Exists(path)
        ? Read(path, FolderName(path), (options.Form?.Targets[0] as LabelField)?.ClassNames)
        : throw new DataException($"{path}: is one IDX file, but images and labels are needed: give the folder of all four.");

    /// <inheritdoc/>
    public override Dataset LoadInputs(string path, DataOptions options)
    {
        var file = IdxFile.Read(path, 3, 4);
        return new ArrayDataset(Path.GetFileName(path), Images(file), Column.Of(new float[file.Extents[0]], []));
    }

    /// <summary>Reads the four files.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="name">What to call the set.</param>
    /// <param name="classNames">The classes by label; null: numbered up to the largest label of the training files.</param>
    /// <exception cref="DataException">A file is missing or damaged, counts do not match, or a label is no class.</exception>
    public static DataSplit Read(string folder, string name, IReadOnlyList<string>? classNames = null)
    {
        var train = Part(folder, "train", $"{name}-train", classNames is null ? null : Field.Classes(classNames));
        return new DataSplit(train, Part(folder, "t10k", $"{name}-test", (LabelField)train.Target)).Checked();
    }

    static ArrayDataset Part(string folder, string part, string name, LabelField? classes)
    {
        string imagePath = Existing(folder, $"{part}-images", 3), labelPath = Existing(folder, $"{part}-labels", 1);
        var images = IdxFile.Read(imagePath, 3, 4);
        var labels = IdxFile.Read(labelPath, 1);
        if (images.Extents[0] != labels.Values.Length)
            throw new DataException($"{imagePath} has {images.Extents[0]} images, but {labelPath} has {labels.Values.Length} labels: these files do not belong together.");
        classes ??= Field.Numbered(labels.Values.Max() + 1);
        return new(name, Images(images), LabelColumn(labels.Values, classes, labelPath));
    }

    static Column LabelColumn(byte[] labels, LabelField classes, string path)
    {
        var known = new KnownClasses(classes);
        return Column.Of([.. labels.Select((label, i) => known.Find(label) ?? throw new DataException(
            $"{path}: label {i} is {label}, but there are {classes.ClassNames.Count} classes (0 to {classes.ClassNames.Count - 1}): "
            + "the file is damaged or belongs to another set."))], classes);
    }

    // Images of one channel have no axis for it.
    static Column Images(IdxFile file) => Column.OfBytes(file.Values, new([.. file.Extents.Count == 3 ? [1] : (int[])[], .. file.Extents.Skip(1)]));

    static string Existing(string folder, string stem, int rank) => Find(folder, stem, rank)
        ?? throw new DataException($"{folder}: there is no {stem}-idx{rank}-ubyte, plain or .gz: a folder of IDX files holds train-images, train-labels, t10k-images and t10k-labels.");

    static string? Find(string folder, string stem, int rank)
    {
        string[] names = [$"{stem}-idx{rank}-ubyte", $"{stem}.idx{rank}-ubyte"];
        return names.SelectMany(n => new[] { n, n + ".gz" }).Select(n => Path.Combine(folder, n)).FirstOrDefault(File.Exists);
    }
}
