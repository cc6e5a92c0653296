namespace Nabla.Data.Readers;

/// <summary>The target column of a table: gathered as text, then read as classes or as values.</summary>
sealed class CsvTargets(string path, string column, string[]? classNames)
{
    const int MostNumberedClasses = 100;
    readonly List<string> fields = [];
    readonly List<int> lines = [];

    /// <summary>How many rows were added.</summary>
    public int Count => fields.Count;

    /// <summary>Adds the target of the current row.</summary>
    public void Add(CsvText csv, int label)
    {
        string field = csv.Text(label);
        if (field.Length == 0) throw csv.Fault($"{column}, the target, is empty: fill or drop such rows");
        fields.Add(field);
        lines.Add(csv.Line);
    }

    /// <summary>The targets as labels or values.</summary>
    public Column ToColumn(TargetKind kind)
    {
        if (classNames is not null) return Column.Of([.. fields.Select((field, i) => Index(field, i, classNames.Length))], Field.Classes(classNames));
        if (kind == TargetKind.Auto) kind = LooksLikeClasses() ? TargetKind.Classes : TargetKind.Values;
        if (kind == TargetKind.Values) return Column.Of([.. fields.Select(Value)], [1]);
        var names = fields.Distinct().ToArray();
        if (names.All(name => Whole(name, out _))) Array.Sort(Array.ConvertAll(names, name => Whole(name, out long number) ? number : 0), names);
        else Array.Sort(names, StringComparer.Ordinal);
        var labels = names.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i);
        return Column.Of([.. fields.Select(field => labels[field])], Field.Classes(names));
    }

    /// <summary>Text is classes; whole numbers are if they repeat: at most half as many different ones as rows, and at most a hundred.</summary>
    bool LooksLikeClasses()
    {
        int numbers = fields.Count(CsvForm.IsNumber);
        if (numbers == 0) return true;
        int odd = fields.FindIndex(field => !CsvForm.IsNumber(field));
        if (numbers > fields.Count / 2 && odd >= 0)
            throw new DataException($"{path}: line {lines[odd]} {column}, the target, is '{Excerpt.Of(fields[odd])}', but most others are numbers: fill or drop such rows, or say that the column holds classes.");
        return odd >= 0 || fields.All(field => Whole(field, out _)) && fields.Distinct().Count() <= Math.Min(MostNumberedClasses, fields.Count / 2);
    }

    int Index(string field, int row, int count) => Whole(field, out long index) && index >= 0 && index < count ? (int)index
        : throw new DataException($"{path}: line {lines[row]} {column}, the target, is '{Excerpt.Of(field)}', not a class from 0 to {count - 1}.");

    float Value(string field, int row) => float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value) ? value
        : throw new DataException($"{path}: line {lines[row]} {column}, the target, is '{Excerpt.Of(field)}', not a finite number: fill or drop such rows.");

    /// <summary>Whether a field is a whole number; 3 and 3.0 are.</summary>
    static bool Whole(string field, out long number)
    {
        bool whole = double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && Math.Abs(value) < 1e15 && value == Math.Floor(value);
        number = whole ? (long)value : 0;
        return whole;
    }
}
