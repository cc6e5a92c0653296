namespace Nabla.Data.Readers;

/// <summary>A table of numbers as a dataset: one column is the target, all others are features. Reads comma-separated files, plain or gzip, with or
/// without a header, and the form whose first line is "rows, features, class names …".</summary>
public sealed class CsvTable : DataFormat
{
    CsvTable() : base("table", "a table (.csv, .tsv)") { }

    /// <summary>Tables as a format.</summary>
    public static DataFormat Format { get; } = new CsvTable();

    /// <inheritdoc/>
    public override string Inputs => ".csv, .tsv";

    /// <inheritdoc/>
    public override bool Is(string path) => Ends(path, ".csv", ".tsv");

    /// <inheritdoc/>
    public override DataSplit Load(string path, DataOptions options) => options.Cut(Read(path, options, isJudged: true));

    /// <inheritdoc/>
    public override Dataset LoadInputs(string path, DataOptions options) => Read(path, options, isJudged: false);

    /// <summary>Reads a table.</summary>
    /// <exception cref="DataException">The file is missing or no such table; a field is no finite number; there is no such column. The message names the line and the column.</exception>
    public static ArrayDataset Read(string path, CsvOptions? options = null, string? name = null) =>
        Read(path, options ?? new(), name, null, form => CsvColumns.Of(form, options?.Label));

    static ArrayDataset Read(string path, DataOptions options, bool isJudged)
    {
        var csv = new CsvOptions(options.Label, options.Target, Separator: Ends(path, ".tsv") ? '\t' : ',');
        return Read(path, csv, null, options.Form,
            form => options.Form is { } model ? CsvColumns.For(model, form, options, isJudged) : CsvColumns.Of(form, options.Label), isTold: Ends(path, ".tsv"));
    }

    static ArrayDataset Read(string path, CsvOptions options, string? name, ExampleForm? model, Func<CsvForm, CsvColumns> choose, bool isTold = true)
    {
        if (options.Separator is not (',' or ';' or '\t')) throw new ArgumentException($"CSV: the separator is a comma, a semicolon or a tab, got '{options.Separator}'.");
        byte[] text = DataFile.Read(path, file => file.TakeAll("the rows"));
        byte separator = isTold ? (byte)options.Separator : CsvText.SeparatorOf(text);
        var form = CsvForm.Of(new CsvText(path, text, separator), options, model);
        var columns = choose(form);
        var csv = new CsvText(path, text, separator);
        for (int i = 0; i < form.FirstRows; i++) csv.Next(isPreamble: true);
        var features = new List<float>();
        var targets = columns.Target is { } place ? new TargetColumn(path, form.NameOf(place), form.ClassNames) : null;
        int rows = 0;
        for (; csv.Next(); rows++)
        {
            if (csv.Width != form.Width) throw csv.Fault($"has {csv.Width} fields, but {form.Width} columns were announced");
            if (columns.Target is { } target) targets!.Add(csv.Text(target), csv.Line);
            foreach (int column in columns.Inputs) features.Add(Number(csv, column, form));
        }
        if (rows == 0) throw new DataException($"{path}: has no row but the header: a table needs data.");
        if (form.Rows is int announced && announced != rows)
            throw new DataException($"{path}: its first line announces {announced} rows, but there are {rows}: the file is cut off or was changed.");
        return new(name ?? Path.GetFileName(path), Column.Of([.. features], columns.Field), Answers());

        Column Answers() => columns.Target is not { } target ? Column.Of(new float[rows], [])
            : model is null ? targets!.ToColumn(options.Kind, form.Columns?[target] ?? "") : targets!.ToColumn(model.Targets);
    }

    static float Number(CsvText csv, int column, CsvForm form)
    {
        var field = csv.Field(column);
        if (float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)) return value;
        throw csv.Fault($"{form.NameOf(column)} is '{Excerpt.Of(csv.Text(column))}', not a finite number: fill or drop such rows, or leave such columns out");
    }
}
