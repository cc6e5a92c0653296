namespace Nabla.Data.Readers;

/// <summary>A folder of four IDX files in the manner of MNIST: train and t10k, images and labels, plain or .gz.</summary>
public static class IdxFolder
{
    /// <summary>Whether the folder holds the training images of such a set.</summary>
    public static bool Is(string folder) => Find(folder, "train-images", 3) is not null;

    /// <summary>Reads the four files.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="name">What to call the set.</param>
    /// <param name="classNames">The classes by label; null: numbered up to the largest label of the training files.</param>
    /// <exception cref="DataException">A file is missing or damaged, counts do not match, or a label is no class.</exception>
    public static DataSplit Read(string folder, string name, IReadOnlyList<string>? classNames = null)
    {
        var train = Part(folder, "train", $"{name}-train", classNames is null ? null : Field.Classes(classNames));
        return new DataSplit(train, Part(folder, "t10k", $"{name}-test", train.Target)).Checked();
    }

    static ArrayDataset Part(string folder, string part, string name, Field? classes)
    {
        string imagePath = Existing(folder, $"{part}-images", 3), labelPath = Existing(folder, $"{part}-labels", 1);
        var images = IdxFile.Read(imagePath, 3, 4);
        var labels = IdxFile.Read(labelPath, 1);
        if (images.Extents[0] != labels.Values.Length)
            throw new DataException($"{imagePath} has {images.Extents[0]} images, but {labelPath} has {labels.Values.Length} labels: these files do not belong together.");
        Shape shape = images.Extents.Count == 3 ? [1, images.Extents[1], images.Extents[2]] : [images.Extents[1], images.Extents[2], images.Extents[3]];
        classes ??= Field.Numbered(labels.Values.Max() + 1);
        return new(name, Column.OfBytes(images.Values, shape), Labels.Column(labels.Values, classes, labelPath));
    }

    static string Existing(string folder, string stem, int rank) => Find(folder, stem, rank)
        ?? throw new DataException($"{folder}: there is no {stem}-idx{rank}-ubyte, plain or .gz: a folder of IDX files holds train-images, train-labels, t10k-images and t10k-labels.");

    static string? Find(string folder, string stem, int rank)
    {
        string[] names = [$"{stem}-idx{rank}-ubyte", $"{stem}.idx{rank}-ubyte"];
        return names.SelectMany(n => new[] { n, n + ".gz" }).Select(n => Path.Combine(folder, n)).FirstOrDefault(File.Exists);
    }
}
