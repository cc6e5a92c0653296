namespace Nabla.Cli.Progress;

/// <summary>Where a training stands, in words: epoch, step, loss, accuracy, rate, gradient norm, samples a second, time left.</summary>
sealed class ProgressText(TrainingStart start)
{
    double lossSum;
    long lossCount;
    double? firstSeconds;

    /// <summary>The last step that was reported.</summary>
    public StepReport Last { get; private set; }

    /// <summary>How much of the run is done, from 0 to 1.</summary>
    public double Share => start.Steps == 0 ? 1 : (double)Last.Step / start.Steps;

    /// <summary>Notes a step.</summary>
    public void Add(in StepReport report)
    {
        firstSeconds ??= report.Seconds;
        (lossSum, lossCount, Last) = (lossSum + report.Loss, lossCount + 1, report);
    }

    /// <summary>The parts of the line. The loss is the mean since the parts were last asked for.</summary>
    public IReadOnlyList<string> Parts()
    {
        double loss = lossCount > 0 ? lossSum / lossCount : Last.Loss;
        (lossSum, lossCount) = (0, 0);
        List<string> parts = [];
        if (start.StepsPerEpoch > 0 && start.Steps >= 0.05 * start.StepsPerEpoch) parts.Add(Text($"epoch {Last.Epoch:0.0}/{start.Steps / start.StepsPerEpoch:0.#}"));
        parts.AddRange([Text($"step {Last.Step:N0}/{start.Steps:N0}"), Text($"loss {Measure.Short(loss)}")]);
        if (Last.Score is { } score) parts.Add(Text($"{score.Name} {score.Value * 100:0.0} %"));
        parts.AddRange([Text($"rate {Measure.Short(Last.LearningRate)}"),
            Text($"gradient {Measure.Short(Last.GradientNorm)}"), Text($"{Last.SamplesPerSecond:N0} samples/s"), Left()]);
        return parts;
    }

    /// <summary>The parts in as few lines of a width as hold them.</summary>
    public string Lines(int width)
    {
        var lines = new StringBuilder();
        int used = 0;
        foreach (string part in Parts())
        {
            bool fits = used > 0 && used + 2 + part.Length <= width;
            if (used > 0) lines.Append(fits ? "  " : "\n");
            lines.Append(part);
            used = fits ? used + 2 + part.Length : part.Length;
        }
        return lines.ToString();
    }

    /// <summary>An evaluation as a line.</summary>
    public static string Of(EvaluationReport report)
    {
        string first = report.Judged.Measures is [var measure, ..] ? $", {measure.Title} {measure.Said}" : "";
        return Text($"step {report.Step:N0}: {report.Split} loss {Measure.Short(report.Judged.Loss)}") + first;
    }

    string Left()
    {
        double done = Last.Step - start.FirstStep, seconds = Last.Seconds - (firstSeconds ?? 0);
        if (done < 2 || seconds <= 0) return "…";
        var left = TimeSpan.FromSeconds(Math.Min((start.Steps - Last.Step) * seconds / (done - 1), TimeSpan.MaxValue.TotalSeconds / 2));
        return (left.TotalHours >= 1 ? Text($"{(long)left.TotalHours}:{left.Minutes:00}:{left.Seconds:00}") : Text($"{left.Minutes}:{left.Seconds:00}")) + " left";
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
