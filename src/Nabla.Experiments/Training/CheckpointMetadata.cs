namespace Nabla.Experiments;

/// <summary>The numbers of a checkpoint that are no tensors, as text that reads back to the same bits.</summary>
internal static class CheckpointMetadata
{
    /// <summary>The form of checkpoints that this version writes and reads.</summary>
    public const string Version = "1";

    public static Dictionary<string, string> Write(TrainingProgress progress, long optimizerSteps, long averageUpdates)
    {
        var text = new Dictionary<string, string>
        {
            ["nabla.checkpoint"] = Version,
            ["step"] = Text(progress.Step),
            ["samples"] = Text(progress.Samples),
            ["seconds"] = Text(progress.Seconds),
            ["bestLoss"] = Text(progress.BestLoss),
            ["waited"] = Text(progress.Waited),
            ["trainLoss"] = Text(progress.TrainLoss),
            ["optimizerSteps"] = Text(optimizerSteps),
            ["averageUpdates"] = Text(averageUpdates),
        };
        if (progress.Plateau is { } plateau)
        {
            text["plateau.cuts"] = Text(plateau.Cuts);
            text["plateau.waited"] = Text(plateau.Waited);
            if (plateau.Best is { } best) text["plateau.best"] = Text(best);
        }
        return text;
    }

    /// <summary>The numbers of a checkpoint of a step, none of which is believed.</summary>
    /// <exception cref="CheckpointException">They are damaged, or not of this step.</exception>
    public static (TrainingProgress Progress, long OptimizerSteps, long AverageUpdates) Read(string path, IReadOnlyDictionary<string, string> text, long step)
    {
        if (text.GetValueOrDefault("nabla.checkpoint") is not { } version) throw new CheckpointException(path, "it is no checkpoint of a training run", "give the folder of a run to --resume");
        if (version != Version) throw new CheckpointException(path, $"its form is {version}, this version reads {Version}", "resume with the version that wrote it");
        try
        {
            var progress = new TrainingProgress
            {
                Step = Whole("step"), Samples = text.ContainsKey("samples") ? Whole("samples") : 0, Seconds = Real("seconds"),
                BestLoss = Real("bestLoss"), Waited = checked((int)Whole("waited")), TrainLoss = Real("trainLoss"),
                Plateau = text.ContainsKey("plateau.cuts")
                    ? new PlateauState(text.ContainsKey("plateau.best") ? Real("plateau.best") : null, checked((int)Whole("plateau.waited")), checked((int)Whole("plateau.cuts")))
                    : null,
            };
            if (progress.Step != step) throw new FormatException($"by its numbers it is of step {progress.Step}, by its name of step {step}");
            if (progress.Seconds is not (>= 0 and < double.PositiveInfinity)) throw new FormatException($"it took {progress.Seconds} seconds");
            if (double.IsNaN(progress.BestLoss) || progress.Plateau?.Best is double.NaN) throw new FormatException("its best loss is no number");
            var (optimizerSteps, averageUpdates) = (Whole("optimizerSteps"), Whole("averageUpdates"));
            if (Math.Max(optimizerSteps, averageUpdates) > step) throw new FormatException($"{Math.Max(optimizerSteps, averageUpdates)} updates in {step} steps");
            return (progress, optimizerSteps, averageUpdates);
        }
        catch (Exception error) when (error is FormatException or OverflowException or KeyNotFoundException)
        {
            throw new CheckpointException(path, $"its numbers are damaged ({error.Message})", "remove it: the one before is used then", error);
        }

        long Whole(string name) => long.Parse(text[name], NumberStyles.None, CultureInfo.InvariantCulture);
        double Real(string name) => double.Parse(text[name], NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    static string Text(IFormattable number) => number.ToString(number is double ? "R" : null, CultureInfo.InvariantCulture);
}
