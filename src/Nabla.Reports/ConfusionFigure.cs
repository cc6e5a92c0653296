namespace Nabla.Reports;

/// <summary>Which classes a model takes for which.</summary>
static class ConfusionFigure
{
    public static Figure? Draw(RunHistory history)
    {
        if (history.LastConfusion is not { } evaluation) return null;
        double[,] counts = evaluation[RunField.Confusion].Table!;
        int classes = counts.GetLength(0);
        string[] names = evaluation.Find(RunField.Classes)?.Texts is { } given && given.Length == classes
            ? given
            : [.. Enumerable.Range(0, classes).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        string split = evaluation.Text(RunField.Split) ?? "test";
        return new Figure($"Confusion matrix, {split}") { Caption = Caption(counts, names), Width = 560, Height = 480 }
            .ConfusionMatrix(counts, names);
    }

    static string Caption(double[,] counts, string[] names)
    {
        double total = 0, right = 0, most = 0;
        (int True, int Predicted) pair = default;
        for (int i = 0; i < counts.Length; i++)
        {
            int row = i / names.Length, column = i % names.Length;
            double count = double.IsFinite(counts[row, column]) ? counts[row, column] : 0;
            total += count;
            right += row == column ? count : 0;
            if (row != column && count > most) (most, pair) = (count, (row, column));
        }
        if (total == 0) return "";
        string confused = most == 0 ? "no mistakes" : $"most often {names[pair.True]} taken for {names[pair.Predicted]} ({Quantity.Count(most)} times)";
        return $"{Quantity.Count(right)} of {Quantity.Count(total)} right ({Quantity.Share(right / total)}); {confused}.";
    }
}
