namespace Nabla.Data.Readers;

/// <summary>
/// A table of numbers as a dataset: one column is the target, all others are features. Reads comma-separated files, plain or
/// gzip, with or without a header, and the form whose first line is "rows, features, class names …".
/// </summary>
public static class CsvTable
{
    const long MostZippedBytes = 1 << 29;

    /// <summary>Reads a table.</summary>
    /// <exception cref="DataException">The file is missing or no such table; a field is no finite number; there is no such column. The message names the line and the column.</exception>
    public static ArrayDataset Read(string path, CsvOptions? options = null, string? name = null)
    {
        options ??= new();
        if (options.Separator is not (',' or ';' or '\t')) throw new ArgumentException($"CSV: the separator is a comma, a semicolon or a tab, got '{options.Separator}'.");
        var text = DataFile.Read(path, file => file.IsZipped ? file.TakeRest(MostZippedBytes, "the unpacked rows") : file.Take(file.Length, "the rows"));
        var form = CsvForm.Of(new CsvText(path, text, (byte)options.Separator), options);
        var csv = new CsvText(path, text, (byte)options.Separator);
        for (int i = 0; i < form.FirstRows; i++) csv.Next(isPreamble: true);
        int label = form.LabelColumn(path, options.Label);
        var features = new List<float>();
        var targets = new CsvTargets(path, form.NameOf(label), form.ClassNames);
        while (csv.Next())
        {
            if (csv.Width != form.Width) throw csv.Fault($"has {csv.Width} fields, but {form.Width} columns were announced");
            targets.Add(csv, label);
            for (int column = 0; column < form.Width; column++) if (column != label) features.Add(Number(csv, column, form));
        }
        if (targets.Count == 0) throw new DataException($"{path}: has no row but the header: a table needs data.");
        if (form.Rows is int rows && rows != targets.Count) throw new DataException($"{path}: its first line announces {rows} rows, but there are {targets.Count}: the file is cut off or was changed.");
        return new(name ?? Path.GetFileName(path), Column.Of([.. features], [form.Width - 1]), targets.ToColumn(options.Kind));
    }

    static float Number(CsvText csv, int column, CsvForm form)
    {
        var field = csv.Field(column);
        if (float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)) return value;
        throw csv.Fault($"{form.NameOf(column)} is '{Excerpt.Of(csv.Text(column))}', not a finite number: fill or drop such rows, or leave such columns out");
    }
}
