namespace Nabla.Cli.Output;

/// <summary>A confusion matrix as text and as JSON: rows are true classes, columns predicted ones.</summary>
static class ConfusionTable
{
    const int MostColumns = 30;

    /// <summary>Writes counts, and of each class the recall (found of those there are) and precision (right of those said).</summary>
    public static void Write(TextWriter text, Confusion confusion, IReadOnlyList<string> classes)
    {
        bool fits = classes.Count <= MostColumns;
        text.WriteLine(fits ? "true \\ predicted" : $"{classes.Count} classes, too many for a table of counts: --json has them.");
        string[] headings = ["", .. fits ? classes.Select(name => $">{name}") : [], ">recall", ">precision"];
        TextTable.Write(text, headings, Enumerable.Range(0, classes.Count).Select(label => (IReadOnlyList<string>)
        [
            classes[label], .. fits ? Enumerable.Range(0, classes.Count).Select(predicted => Count(confusion[label, predicted])) : [],
            Share(confusion[label, label], Enumerable.Range(0, classes.Count).Sum(other => (long)confusion[label, other])),
            Share(confusion[label, label], Enumerable.Range(0, classes.Count).Sum(other => (long)confusion[other, label])),
        ]));
    }

    /// <summary>Writes members "classes" and "confusion".</summary>
    public static void Write(Utf8JsonWriter json, Confusion confusion, IReadOnlyList<string> classes)
    {
        json.WriteStartArray("classes");
        foreach (string name in classes) json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteStartArray("confusion");
        for (int label = 0; label < classes.Count; label++)
        {
            json.WriteStartArray();
            for (int predicted = 0; predicted < classes.Count; predicted++) json.WriteNumberValue(confusion[label, predicted]);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    static string Count(int count) => count == 0 ? "·" : count.ToString(CultureInfo.InvariantCulture);

    static string Share(long right, long all) => all == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * right / all:0.0} %");
}
