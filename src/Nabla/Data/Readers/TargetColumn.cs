namespace Nabla.Data.Readers;

/// <summary>The targets of a table: gathered as text, then read as classes or as values.</summary>
/// <param name="path">The file.</param>
/// <param name="column">What messages call the column.</param>
/// <param name="classNames">The names of the classes that the column numbers from 0; null: it names or counts them itself.</param>
sealed class TargetColumn(string path, string column, string[]? classNames = null)
{
    const int MostNumberedClasses = 100, LongestList = 400;
    readonly List<string> fields = [];
    readonly List<int> lines = [];

    /// <summary>Adds the target of a row.</summary>
    public void Add(string field, int line)
    {
        if (field.Length == 0) throw new DataException($"{path}: line {line} {column}, the target, is empty: fill or drop such rows.");
        fields.Add(field);
        lines.Add(line);
    }

    /// <summary>The targets as labels or values.</summary>
    /// <param name="kind">Which of the two.</param>
    /// <param name="name">What the target is called.</param>
    public Column ToColumn(TargetKind kind, string name = "")
    {
        if (classNames is not null)
            return Column.Of([.. fields.Select((field, i) => Index(field, i, classNames.Length))], new LabelField(classNames) { Name = name });
        if (kind == TargetKind.Auto) kind = LooksLikeClasses() ? TargetKind.Classes : TargetKind.Values;
        if (kind == TargetKind.Values) return Column.Of([.. fields.Select(Value)], new RealField([1], null) { Name = name });
        var names = fields.Distinct().ToArray();
        if (names.All(each => KnownClasses.IsWhole(each, out _)))
            Array.Sort(Array.ConvertAll(names, each => KnownClasses.IsWhole(each, out long number) ? number : 0), names);
        else Array.Sort(names, StringComparer.Ordinal);
        var labels = names.Select((each, i) => (each, i)).ToDictionary(pair => pair.each, pair => pair.i);
        return Column.Of([.. fields.Select(field => labels[field])], new LabelField(names) { Name = name });
    }

    /// <summary>The targets as a trained model knows them.</summary>
    /// <exception cref="DataException">The model knows no such class, or says something else than a class or a number.</exception>
    public Column ToColumn(IReadOnlyList<Field> known) => known switch
    {
        [LabelField classes] => Column.Of(Labels(new(classes), classes), classes),
        [RealField { Size: 1 } number] => Column.Of([.. fields.Select(Value)], number),
        _ => throw new DataException($"{path}: {column}, the target, is one column, but the model says {string.Join(" and ", known)}."),
    };

    int[] Labels(KnownClasses known, LabelField classes)
    {
        string[] words = classNames is null ? [.. fields] : [.. fields.Select((field, i) => classNames[Index(field, i, classNames.Length)])];
        return [.. words.Select((word, i) => known.Find(word) ?? throw new DataException(
            $"{path}: line {lines[i]} {column}, the target, is '{Excerpt.Of(word)}', a class that the model does not know; it knows "
            + $"{Excerpt.Of(string.Join(", ", classes.ClassNames), LongestList)}."))];
    }

    /// <summary>Text is classes; whole numbers are if they repeat: at most half as many different ones as rows, and at most a hundred.</summary>
    bool LooksLikeClasses()
    {
        int numbers = fields.Count(CsvForm.IsNumber);
        if (numbers == 0) return true;
        int odd = fields.FindIndex(field => !CsvForm.IsNumber(field));
        if (numbers > fields.Count / 2 && odd >= 0)
            throw new DataException($"{path}: line {lines[odd]} {column}, the target, is '{Excerpt.Of(fields[odd])}', but most others are numbers: fill or drop such rows, or say that the column holds classes.");
        return odd >= 0 || fields.All(field => KnownClasses.IsWhole(field, out _)) && fields.Distinct().Count() <= Math.Min(MostNumberedClasses, fields.Count / 2);
    }

    int Index(string field, int row, int count) => KnownClasses.IsWhole(field, out long index) && index >= 0 && index < count ? (int)index
        : throw new DataException($"{path}: line {lines[row]} {column}, the target, is '{Excerpt.Of(field)}', not a class from 0 to {count - 1}.");

    float Value(string field, int row) => float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value) ? value
        : throw new DataException($"{path}: line {lines[row]} {column}, the target, is '{Excerpt.Of(field)}', not a finite number: fill or drop such rows.");
}
