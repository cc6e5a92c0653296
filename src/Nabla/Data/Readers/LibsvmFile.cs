namespace Nabla.Data.Readers;

/// <summary>A sparse table as LIBSVM and SVMlight write it, plain or gzip: a row is "label index:value index:value …", with indices from 1 that rise,
/// and what is left out is 0; # begins a comment. The labels are classes or values by the rule of tables (Chang and Lin, "LIBSVM: a library for
/// support vector machines", 2011; Joachims, "Making large-scale SVM learning practical", 1999).</summary>
sealed class LibsvmFile : DataFormat
{
    // Room that no values ask for: so many numbers, and so many for each value that is there.
    const long FreeRoom = 1 << 24, RoomByValue = 1000;

    LibsvmFile() : base("libsvm", "a sparse table (.libsvm, .svm, .svmlight)") { }

    /// <summary>Sparse tables as a format.</summary>
    public static DataFormat Format { get; } = new LibsvmFile();

    /// <inheritdoc/>
    public override string Inputs => ".libsvm, .svm, .svmlight";

    /// <inheritdoc/>
    public override bool Is(string path) => Ends(path, ".libsvm", ".svm", ".svmlight");

    /// <inheritdoc/>
    public override DataSplit Load(string path, DataOptions options)
    {
        var rows = new Rows(path);
        var labels = new TargetColumn(path, "the label");
        rows.Read((label, line) => labels.Add(label ?? throw rows.Fault("has no label before its first feature"), line));
        Column targets = options.Form is { } model ? labels.ToColumn(model.Targets) : labels.ToColumn(options.Target);
        return options.Cut(new ArrayDataset(Path.GetFileName(path), rows.ToColumn(options.Form), targets));
    }

    /// <inheritdoc/>
    public override Dataset LoadInputs(string path, DataOptions options)
    {
        var rows = new Rows(path);
        rows.Read((_, _) => { });
        return new ArrayDataset(Path.GetFileName(path), rows.ToColumn(options.Form), Column.Of(new float[rows.Count], []));
    }

    /// <summary>The features of all rows.</summary>
    sealed class Rows(string path)
    {
        readonly List<int> indices = [], ends = [];
        readonly List<float> values = [];
        int line, most;

        public int Count => ends.Count;

        public DataException Fault(string what) => new($"{path}: line {line} {what}.");

        /// <summary>Reads all rows; the label of each, if it has one, goes to somebody else.</summary>
        public void Read(Action<string?, int> label)
        {
            ReadOnlySpan<byte> text = DataFile.Read(path, file => file.TakeAll("the rows"));
            if (text.StartsWith(Encoding.UTF8.Preamble)) text = text[3..];
            foreach (Range range in text.Split((byte)'\n'))
            {
                line++;
                ReadOnlySpan<byte> row = text[range];
                if (row.IndexOf((byte)'#') is var comment and >= 0) row = row[..comment];
                if (!row.Trim(" \t\r"u8).IsEmpty) ReadRow(row, label);
            }
            if (Count == 0) throw new DataException($"{path}: has no row: a line is a label and features such as 3:0.5.");
        }

        void ReadRow(ReadOnlySpan<byte> row, Action<string?, int> label)
        {
            int last = 0;
            bool isFirst = true;
            foreach (Range range in row.SplitAny(" \t\r"u8))
            {
                ReadOnlySpan<byte> word = row[range];
                if (word.IsEmpty) continue;
                bool isLabel = isFirst && !word.Contains((byte)':');
                if (isFirst) label(isLabel ? Label(word) : null, line);
                isFirst = false;
                if (!isLabel) last = ReadFeature(word, last);
            }
            most = Math.Max(most, last);
            ends.Add(indices.Count);
        }

        string Label(ReadOnlySpan<byte> word) => word.Contains((byte)',')
            ? throw Fault($"has several labels, '{Said(word)}', and one is expected") : Said(word);

        int ReadFeature(ReadOnlySpan<byte> word, int last)
        {
            int colon = word.IndexOf((byte)':');
            if (colon < 0 || !int.TryParse(word[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out int index))
                throw Fault(word.StartsWith("qid:"u8) ? "names a query (qid), and ranked groups are not read: take such words out"
                    : $"has '{Said(word)}', where a feature such as 3:0.5 is expected");
            if (index == 0) throw Fault("has index 0, but indices begin with 1: add one to each (scikit-learn writes such files with zero_based=False)");
            if (index <= last) throw Fault($"has index {index} after {last}: the indices of a row rise");
            if (!float.TryParse(word[(colon + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out float value) || !float.IsFinite(value))
                throw Fault($"has '{Said(word)}', whose value is no finite number");
            indices.Add(index);
            values.Add(value);
            return index;
        }

        static string Said(ReadOnlySpan<byte> word) => Excerpt.Of(Encoding.UTF8.GetString(word));

        /// <summary>The rows with their zeros, as wide as the highest index; as wide as a model's inputs, where there is one.</summary>
        public Column ToColumn(ExampleForm? model)
        {
            RealField field = model?.OneRow(path) ?? Field.Reals([Math.Max(1, most)]);
            if (most > field.Size)
                throw new DataException($"{path}: has features up to index {most}, but the model reads {field}, {field.Size} numbers each.");
            if ((long)field.Size * Count > Array.MaxLength)
                throw new DataException($"{path}: its {Count} rows of {field.Size} numbers are more than one array holds ({Array.MaxLength}): take fewer rows or features.");
            if (model is null && (long)field.Size * Count > Math.Max(FreeRoom, RoomByValue * values.Count))
                throw new DataException($"{path}: its {Count} rows reach index {most}, but have {values.Count} values in all: "
                    + "is the index right? If so, number the features that occur from 1 on.");
            var rows = new float[field.Size * Count];
            for (int row = 0, at = 0; row < Count; row++)
                for (; at < ends[row]; at++) rows[row * field.Size + indices[at] - 1] = values[at];
            return Column.Of(rows, field);
        }
    }
}
