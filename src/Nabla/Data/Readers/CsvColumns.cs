namespace Nabla.Data.Readers;

/// <summary>Which columns of a table are inputs, in which order, and which is the target.</summary>
/// <param name="Field">What an input is.</param>
/// <param name="Inputs">The columns of the inputs.</param>
/// <param name="Target">The column of the target; null where it is not asked for.</param>
sealed record CsvColumns(RealField Field, int[] Inputs, int? Target)
{
    const int LongestList = 400;

    /// <summary>As the table itself has them: all but the target are inputs.</summary>
    public static CsvColumns Of(CsvForm form, string? label)
    {
        int target = form.LabelColumn(label);
        int[] inputs = [.. Enumerable.Range(0, form.Width).Where(column => column != target)];
        string[]? names = form.Columns is { } there ? [.. inputs.Select(column => there[column])] : null;
        return new(Data.Field.Reals([inputs.Length], names), inputs, target);
    }

    /// <summary>As a trained model knows them: by their names; by their places where it knows no names.</summary>
    /// <exception cref="DataException">A column that the model reads is missing, or the target where answers are judged.</exception>
    public static CsvColumns For(ExampleForm model, CsvForm form, DataOptions options, bool isJudged)
    {
        RealField input = model.OneRow(form.Path);
        return input.Columns.Count > 0 ? ByName(input, model.Targets[0].Name, form, options, isJudged) : ByPlace(input, form, options, isJudged);
    }

    static CsvColumns ByName(RealField input, string target, CsvForm form, DataOptions options, bool isJudged)
    {
        string[] there = form.Columns ?? throw new DataException(
            $"{form.Path}: has no header, but the model finds its columns by their names: begin the file with a line that names them ({Said([.. input.Columns])}).");
        var names = new ColumnNames(there, [.. input.Columns, target]);
        int[] inputs = [.. input.Columns.Select(names.Find)];
        int answer = names.Find(target);
        string[] unused = [.. there.Where((_, column) => column != answer && !inputs.Contains(column))];
        string[] missing = [.. input.Columns.Where((_, i) => inputs[i] < 0)];
        if (missing.Length > 0) throw Lacks($"{Quoted(missing)} that the model reads{Hint(missing, unused)}");
        if (isJudged && answer < 0) throw Lacks($"'{target}', the target, by which answers are judged{Hint([target], unused)}");
        if (unused.Length > 0)
            options.Note($"{form.Path}: the model knows nothing of {(unused.Length == 1 ? "column" : "columns")} {Quoted(unused)}: left out.");
        return new(input, inputs, isJudged ? answer : null);

        DataException Lacks(string what) => new($"{form.Path}: has no column {what} There are {Said(there)}.");
    }

    static CsvColumns ByPlace(RealField input, CsvForm form, DataOptions options, bool isJudged)
    {
        string has = $"{form.Path}: has {form.Width} columns,";
        if (form.Width != input.Size && form.Width != input.Size + 1)
            throw new DataException($"{has} but the model reads {input}, {input.Size} numbers each, and knows no names of columns: give those alone, or those and the target.");
        if (isJudged && form.Width == input.Size) throw new DataException($"{has} as many as the model reads: the target, by which answers are judged, is missing.");
        if (form.Columns is { } names && options.IsWhole)
            options.Note($"{form.Path}: the model knows no names of columns, so they are taken by their places: {Said(names)}.");
        int? target = form.Width == input.Size ? null : form.LabelColumn(options.Label);
        return new(input, [.. Enumerable.Range(0, form.Width).Where(column => column != target)], isJudged ? target : null);
    }

    static string Hint(string[] missing, string[] unused) =>
        missing.Length == 1 && unused.Length > 0 ? $"; did you mean '{NearestWord.Of(missing[0], unused)}'?" : ".";

    static string Quoted(string[] names) => Excerpt.Of(string.Join(", ", names.Select(name => $"'{name}'")), LongestList);

    static string Said(string[] names) => Excerpt.Of(string.Join(", ", names), LongestList);
}
