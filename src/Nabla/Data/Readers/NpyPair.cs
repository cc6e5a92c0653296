namespace Nabla.Data.Readers;

/// <summary>A dataset of two .npy files, inputs and targets, with one row per example each. Bytes are images in 0 … 255 and become 0 … 1: [n, height,
/// width], [n, channels, height, width], or channels last, which is told by 1, 3 or 4 at the end only. Integer targets are labels from 0 on, floats
/// are values to predict.</summary>
sealed class NpyPair : DataFormat
{
    const int MostClasses = 1 << 20;

    NpyPair() : base("npy", "a pair inputs.npy,targets.npy, or a folder with x.npy and y.npy, or x_train.npy with y_train, x_test, y_test") { }

    /// <summary>Pairs of arrays as a format.</summary>
    public static DataFormat Format { get; } = new NpyPair();

    /// <inheritdoc/>
    public override string Inputs => ".npy";

    /// <inheritdoc/>
    public override bool Is(string path) => Ends(path, ".npy") || File.Exists(Path.Combine(path, "x_train.npy")) || File.Exists(Path.Combine(path, "x.npy"));

    /// <inheritdoc/>
    public override DataSplit Load(string path, DataOptions options)
    {
        Field? target = options.Form is { Targets: [var said] } ? said : null;
        // The comma after a file: there may be others in names.
        int comma = Enumerable.Range(0, path.Length).FirstOrDefault(i => path[i] == ',' && File.Exists(path[..i]), path.IndexOf(','));
        bool isFolder = Directory.Exists(path);
        if (comma >= 0 && !isFolder)
            return options.Cut(Read(path[..comma], path[(comma + 1)..], Path.GetFileNameWithoutExtension(path[..comma]), target, options.Target));
        if (!isFolder)
            throw new DataException($"{path}: is one array, but inputs and targets are needed: give both as inputs.npy,targets.npy.");
        string name = FolderName(path);
        if (!File.Exists(Path.Combine(path, "x_train.npy"))) return options.Cut(In(path, "", name, target, options.Target));
        var train = In(path, "_train", $"{name}-train", target, options.Target);
        return new DataSplit(train, In(path, "_test", $"{name}-test", train.Target as LabelField, options.Target)).Checked();
    }

    static ArrayDataset In(string folder, string part, string name, Field? target, TargetKind kind) =>
        Read(Path.Combine(folder, $"x{part}.npy"), Path.Combine(folder, $"y{part}.npy"), name, target, kind);

    /// <summary>Reads the pair.</summary>
    /// <param name="inputPath">The file of the inputs.</param>
    /// <param name="targetPath">The file of the targets.</param>
    /// <param name="name">What to call the set.</param>
    /// <param name="target">What a target is; null: as the file has it.</param>
    /// <param name="kind">Whether targets are classes or values, where nobody says what a target is.</param>
    /// <exception cref="DataException">A file is missing or damaged, counts do not match, a number is not finite, or a label is negative or huge.</exception>
    public static ArrayDataset Read(string inputPath, string targetPath, string name, Field? target = null, TargetKind kind = TargetKind.Auto)
    {
        NpyFile inputs = Rows(inputPath), targets = Rows(targetPath);
        if (inputs.Shape[0] != targets.Shape[0])
            throw new DataException($"{inputPath} has {inputs.Shape[0]} rows, but {targetPath} has {targets.Shape[0]}: each input needs one target.");
        bool isValue = target is null ? kind == TargetKind.Values || kind == TargetKind.Auto && targets.Type.IsFloat : target is RealField;
        return new(name, InputColumn(inputs), isValue ? Floats(targets) : Labels(targets, target as LabelField));
    }

    /// <inheritdoc/>
    public override Dataset LoadInputs(string path, DataOptions options)
    {
        var file = Rows(path);
        return new ArrayDataset(Path.GetFileName(path), InputColumn(file), Column.Of(new float[file.Shape[0]], []));
    }

    static NpyFile Rows(string path) => NpyFile.Read(path) is var file && file.Shape.Rank > 0 && file.Shape.Count > 0 ? file
        : throw new DataException($"{path}: has shape {file.Shape}, which holds no row: one row per example is expected.");

    static Column InputColumn(NpyFile file)
    {
        if (file.Type.Name != "|u1" || file.Shape.Rank < 3) return Floats(file);
        Shape row = Row(file);
        if (row.Rank == 2) return Column.OfBytes(file.Values, [1, row[0], row[1]]);
        bool channelsLast = row.Rank == 3 && row[2] is 1 or 3 or 4 && row[0] is not (1 or 3 or 4);
        return channelsLast ? Column.OfBytes(ChannelsFirst(file.Values, row), [row[2], row[0], row[1]]) : Column.OfBytes(file.Values, row);
    }

    /// <summary>The shape of a row; a row of one number is [1].</summary>
    static Shape Row(NpyFile file) => file.Shape.Rank == 1 ? [1] : file.Shape.Without(0);

    static Column Floats(NpyFile file)
    {
        var values = new float[(int)file.Shape.Count];
        if (file.Type.Name == "<f4") MemoryMarshal.Cast<byte, float>(file.Values).CopyTo(values);
        else for (int i = 0; i < values.Length; i++) values[i] = (float)file.Type.Read(file.Values, i);
        int bad = Finite.FirstBad(values);
        int size = (int)Row(file).Count;
        if (bad >= 0) throw new DataException($"{file.Path}: row {bad / size}, column {bad % size} is {values[bad]}: data must be finite; drop or fill such rows first.");
        return Column.Of(values, Row(file));
    }

    static Column Labels(NpyFile file, LabelField? classes)
    {
        if (Row(file).Count != 1)
            throw new DataException($"{file.Path}: targets that are labels have shape {file.Shape}, but a label is one number per row: use [{file.Shape[0]}], or floats for values.");
        var known = classes is null ? null : new KnownClasses(classes);
        var labels = new int[file.Shape[0]];
        for (int i = 0; i < labels.Length; i++)
        {
            double label = file.Type.Read(file.Values, i);
            int? found = known is not null ? known.Find(label) : label >= 0 && label < MostClasses && label == Math.Floor(label) ? (int)label : null;
            labels[i] = found ?? throw new DataException($"{file.Path}: label {i} is {label}: {Known(classes)}.");
        }
        return Column.Of(labels, classes ?? Field.Numbered(labels.Max() + 1));
    }

    static string Known(LabelField? classes) => classes is null ? $"labels are whole and run from 0 to {MostClasses - 1}"
        : $"the classes are {Excerpt.Of(string.Join(", ", classes.ClassNames), 400)}";

    static byte[] ChannelsFirst(byte[] pixels, Shape row)
    {
        int channels = row[2], area = row[0] * row[1], size = area * channels;
        var turned = new byte[pixels.Length];
        for (int start = 0; start < pixels.Length; start += size)
            for (int channel = 0; channel < channels; channel++)
                for (int i = 0; i < area; i++) turned[start + channel * area + i] = pixels[start + i * channels + channel];
        return turned;
    }
}
