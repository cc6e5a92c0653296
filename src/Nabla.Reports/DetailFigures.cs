using System.Globalization;

namespace Nabla.Reports;

/// <summary>What a run looks like inside: confusions, mistakes, layers.</summary>
static class DetailFigures
{
    const int MostPixels = 1 << 16, MostColumns = 60;

    public static Figure? Confusion(RunHistory history)
    {
        if (history.LastConfusion is not { } evaluation) return null;
        double[,] counts = evaluation[RunField.Confusion].Table!;
        int classes = counts.GetLength(0);
        string[] names = evaluation.Find(RunField.Classes)?.Texts is { } given && given.Length == classes
            ? given
            : [.. Enumerable.Range(0, classes).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        string split = evaluation.Text(RunField.Split) ?? "test";
        return new Figure($"Confusion matrix, {split}") { Caption = ConfusionCaption(counts, names), Width = 560, Height = 480 }
            .ConfusionMatrix(counts, names);
    }

    static string ConfusionCaption(double[,] counts, string[] names)
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

    public static Figure? Samples(RunHistory history)
    {
        var shown = history.Samples.Select(s => (Sample: s, Picture: Picture(s))).Where(s => s.Picture is not null).ToList();
        if (shown.Count == 0) return null;
        bool mistakes = shown.All(s => s.Sample.Text(RunField.Truth) != s.Sample.Text(RunField.Predicted));
        return new Figure(mistakes ? "Mistakes" : "Samples") { Caption = "True class → the model's answer, with its probability.", Width = 560, Height = 120 * ((shown.Count + 5) / 6) + 60 }
            .Images(shown.Select(s => s.Picture!), shown.Select(s => SampleCaption(s.Sample)), columns: 6);
    }

    static string SampleCaption(RunEvent sample)
    {
        string answer = $"{sample.Text(RunField.Truth)} → {sample.Text(RunField.Predicted)}";
        return sample.Number(RunField.Probability) is { } p && double.IsFinite(p) ? answer + $" ({100 * p:0} %)" : answer;
    }

    // Sizes come from a file: they are compared with what is there before anything is made of them.
    static Raster? Picture(RunEvent sample)
    {
        double width = sample.Number(RunField.Width) ?? 0, height = sample.Number(RunField.Height) ?? 0, channels = sample.Number(RunField.Channels) ?? 1;
        bool fits = width is >= 1 and <= MostPixels && height is >= 1 and <= MostPixels && channels is 1 or 3 && width * height <= MostPixels;
        if (!fits || sample.Text(RunField.Pixels) is not { } text || text.Length > 8 * MostPixels) return null;
        var bytes = new byte[(int)(width * height * channels)];
        if (!Convert.TryFromBase64String(text, bytes, out int written) || written != bytes.Length) return null;
        float[] values = [.. bytes.Select(b => (float)b)];
        return channels == 3 ? Raster.Rgb(values, (int)width, (int)height, 0, 255) : Raster.Grey(values, (int)width, (int)height, 0, 255);
    }

    public static Figure? LayerGradients(RunHistory history) => Layers(history, RunField.GradientNorm, "Gradient norm by layer", "gradient norm");

    public static Figure? LayerUpdates(RunHistory history) =>
        Layers(history, RunField.UpdateRatio, "Update by layer", "norm of update / norm of weights");

    // Layers down, steps across; of many steps, evenly spaced ones.
    static Figure? Layers(RunHistory history, string field, string title, string scale)
    {
        var layers = history.Layers.Where(l => l.Value.Exists(e => e.Number(field) is not null)).ToList();
        long[] all = [.. layers.SelectMany(l => l.Value).Select(e => e.Step).Distinct().Order()];
        if (layers.Count == 0 || all.Length < 2) return null;
        long[] steps = all.Length <= MostColumns ? all : [.. Enumerable.Range(0, MostColumns).Select(i => all[(long)i * (all.Length - 1) / (MostColumns - 1)])];
        var columns = steps.Select((step, i) => (step, i)).ToDictionary(pair => pair.step, pair => pair.i);
        var values = new double[layers.Count, steps.Length];
        for (int row = 0; row < layers.Count; row++)
        {
            for (int column = 0; column < steps.Length; column++) values[row, column] = double.NaN;
            foreach (RunEvent happened in layers[row].Value)
            {
                if (columns.TryGetValue(happened.Step, out int place)) values[row, place] = happened.Number(field) ?? double.NaN;
            }
        }
        return new Figure(title) { XAxis = new("step"), Width = 560, Height = Math.Clamp(120 + 20 * layers.Count, 240, 700) }
            .HeatMap(values, layers.Select(l => l.Key), steps.Select(s => s.ToString(CultureInfo.InvariantCulture)), scale, Scale.Log);
    }
}
