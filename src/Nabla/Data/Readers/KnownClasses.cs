namespace Nabla.Data.Readers;

/// <summary>Finds the classes of a model by what a file calls them: by name; by number where the names are whole numbers (1, 1.0 and +1 are
/// one).</summary>
sealed class KnownClasses
{
    readonly Dictionary<string, int> byName = [];
    readonly Dictionary<long, int>? byNumber = [];
    readonly int count;

    public KnownClasses(LabelField classes)
    {
        count = classes.ClassNames.Count;
        for (int label = 0; label < count; label++) byName.Add(classes.ClassNames[label], label);
        foreach (var (name, label) in byName)
        {
            if (IsWhole(name, out long number) && byNumber.TryAdd(number, label)) continue;
            byNumber = null;
            return;
        }
    }

    /// <summary>The label of a class as text; null where the model knows none.</summary>
    public int? Find(string text) =>
        byName.TryGetValue(text, out int label) || byNumber is not null && IsWhole(text, out long number) && byNumber.TryGetValue(number, out label) ? label : null;

    /// <summary>The label of a class as a number: its name, or where names are no numbers its place.</summary>
    public int? Find(double number)
    {
        if (number != Math.Floor(number)) return null;
        if (byNumber is null) return number >= 0 && number < count ? (int)number : null;
        return byNumber.TryGetValue((long)number, out int label) ? label : null;
    }

    /// <summary>Whether a text is a whole number; 3 and 3.0 are.</summary>
    public static bool IsWhole(string text, out long number)
    {
        bool whole = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && Math.Abs(value) < 1e15 && value == Math.Floor(value);
        number = whole ? (long)value : 0;
        return whole;
    }
}
