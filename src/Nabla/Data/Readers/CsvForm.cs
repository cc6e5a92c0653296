namespace Nabla.Data.Readers;

/// <summary>What the first rows of a table say: whether there is a header, and which column is the target.</summary>
/// <param name="Path">The file, for messages.</param>
/// <param name="FirstRows">Rows before the data, 0 or 1.</param>
/// <param name="Width">Columns of the data.</param>
/// <param name="Columns">The column names, if there is a header.</param>
/// <param name="ClassNames">The class names, if the first row is "rows, features, class names …".</param>
/// <param name="Rows">The number of rows, if the first row says it.</param>
sealed record CsvForm(string Path, int FirstRows, int Width, string[]? Columns, string[]? ClassNames, int? Rows)
{
    /// <summary>Looks at the first two rows.</summary>
    /// <param name="csv">The rows.</param>
    /// <param name="options">How they are to be read.</param>
    /// <param name="model">What a model knows; a row that names its columns is a header.</param>
    public static CsvForm Of(CsvText csv, CsvOptions options, ExampleForm? model)
    {
        if (!csv.Next(isPreamble: true)) throw new DataException($"{csv.Path}: is empty: a table has at least one row.");
        var first = Row(csv);
        var second = csv.Next(isPreamble: true) ? Row(csv) : null;
        if (second is not null && options.HasHeader is not false && IsCounted(first, second))
            return new(csv.Path, 1, second.Length, null, first[2..], int.Parse(first[0], CultureInfo.InvariantCulture));
        bool isNamed = model?.Inputs is [RealField { Columns: { Count: > 0 } names }] && names.All(first.Contains);
        bool header = options.HasHeader ?? (isNamed || first.Zip(second ?? [.. first.Select(_ => "0")]).Any(pair => !IsNumber(pair.First) && IsNumber(pair.Second)));
        if (header && first.Distinct().Count() != first.Length) throw new DataException($"{csv.Path}: the header names a column twice: names must differ.");
        return new(csv.Path, header ? 1 : 0, first.Length, header ? first : null, null, null);
    }

    /// <summary>The target column that the options name.</summary>
    /// <exception cref="DataException">There is no such column.</exception>
    public int LabelColumn(string? label)
    {
        if (Width < 2) throw new DataException($"{Path}: has {Width} column, but inputs and a target need at least 2: is the separator right?");
        if (label is null) return Width - 1;
        int named = Columns is null ? -1 : Array.IndexOf(Columns, label);
        if (named >= 0) return named;
        if (int.TryParse(label, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= -Width && number < Width) return number < 0 ? number + Width : number;
        throw new DataException(Columns is not null ? $"{Path}: {NearestWord.Sentence("column", label, Columns)}"
            : $"{Path}: has no column '{label}': there is no header, so give a number from 0 to {Width - 1}, or −1 for the last.");
    }

    /// <summary>What to call a column in messages.</summary>
    public string NameOf(int column) => Columns is null ? $"column {column}" : $"column {column} ('{Columns[column]}')";

    /// <summary>Whether a field is a number as tables write them.</summary>
    public static bool IsNumber(string field) => float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    static bool IsCounted(string[] first, string[] second) =>
        first.Length >= 3 && IsCount(first[0], out _) && IsCount(first[1], out int features) && features == second.Length - 1
        && first[2..].All(name => name.Length > 0 && !IsNumber(name)) && second.All(IsNumber);

    static bool IsCount(string field, out int count) => int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out count);

    static string[] Row(CsvText csv) => [.. Enumerable.Range(0, csv.Width).Select(csv.Text)];
}
