using System.Diagnostics;

namespace Nabla.Experiments;

/// <summary>Writes what happens in training to the run folder: events as they come, the summary at the end.</summary>
/// <param name="folder">The run.</param>
/// <param name="classes">The names of the classes; none for numbers.</param>
/// <param name="resumes">Whether the run goes on with the events that are there.</param>
public sealed class RunRecorder(RunFolder folder, IReadOnlyList<string> classes, bool resumes = false) : ITrainingObserver, IDisposable
{
    RunWriter? writer;
    long resumedAt = -1;
    string? reason;
    RunSummary summary = new();

    /// <inheritdoc/>
    public void Start(TrainingStart start)
    {
        writer = resumes ? RunWriter.Resume(folder, start.FirstStep) : RunWriter.Start(folder);
        if (resumes) resumedAt = start.FirstStep;
        summary = new RunSummary { Parameters = start.Parameters, Run = folder.Path, Steps = start.FirstStep };
        summary.Save(folder);
    }

    /// <inheritdoc/>
    public void Step(in StepReport report)
    {
        var happened = new RunEvent(RunKind.Step, report.Step)
        {
            [RunField.Loss] = report.Loss, [RunField.Rate] = report.LearningRate, [RunField.GradientNorm] = report.GradientNorm,
            [RunField.SamplesPerSecond] = report.SamplesPerSecond, [RunField.Epoch] = report.Epoch,
        };
        if (report.Score is { } score) happened[score.Name] = score.Value;
        writer?.Write(happened);
    }

    /// <inheritdoc/>
    public void Evaluation(EvaluationReport report)
    {
        if (report.Step == resumedAt && IsRecorded(report.Split)) return;
        var happened = new RunEvent(RunKind.Evaluation, report.Step) { [RunField.Split] = report.Split, [RunField.Loss] = report.Judged.Loss };
        Measure[] told = [.. report.Judged.Measures.Where(each => !each.IsRestated)];
        foreach (Measure measure in told) happened[measure.Name] = measure.Value;
        if (told.Any(each => each.IsShare)) happened[RunField.Shares] = told.Where(each => each.IsShare).Select(each => each.Name).ToArray();
        if (report.Judged.Confusion is { HasTable: true } confusion)
        {
            happened[RunField.Confusion] = Table(confusion.ToArray());
            happened[RunField.Classes] = classes.ToArray();
        }
        writer?.Write(happened);
    }

    /// <summary>Hands the events to the disk before the checkpoint that follows them: a crash leaves no gap between the two.</summary>
    public void Saving() => writer?.Flush(toDisk: true);

    /// <inheritdoc/>
    public void Note(NoteKind kind, string text)
    {
        writer?.Write(new RunEvent(RunKind.Note, 0) { [RunField.Rule] = Word(kind), [RunField.Text] = text });
        if (kind == NoteKind.Failed) reason = text;
    }

    /// <inheritdoc/>
    public void End(TrainingResult result)
    {
        writer?.Flush(toDisk: true);
        summary = summary with
        {
            Status = Word(result.Status), Steps = result.Steps, Seconds = result.Seconds, SamplesPerSecond = result.SamplesPerSecond, TrainLoss = result.TrainLoss,
            TestLoss = result.TestLoss, Parameters = result.Parameters, PeakMemoryBytes = Process.GetCurrentProcess().PeakWorkingSet64,
        };
        if (reason is not null) summary = summary.With("reason", reason);
        foreach (Measure measure in result.Test?.Measures ?? []) summary = summary.With(RunSummary.Test + measure.Name, measure.Value);
        summary.Save(folder);
    }

    /// <summary>An error ends the run: writes so, if it has begun and nothing else was said.</summary>
    internal void Fail(long steps, string why)
    {
        if (writer is null || summary.Status != RunStatus.Running) return;
        try
        {
            Note(NoteKind.Failed, why);
            writer.Flush(toDisk: true);
            (summary with { Status = RunStatus.Failed, Steps = steps }).With("reason", why).Save(folder);
        }
        catch (FileException) { } // the failure that led here is the one to tell
    }

    // A run that ended between its last checkpoint and its summary judges its last step once more.
    bool IsRecorded(string split)
    {
        writer?.Flush();
        return RunReader.Read(folder).Any(e => e.Kind == RunKind.Evaluation && e.Step == resumedAt && e.Text(RunField.Split) == split);
    }

    static string Word(Enum named) => named.ToString().ToLowerInvariant();

    static double[,] Table(int[,] counts)
    {
        var table = new double[counts.GetLength(0), counts.GetLength(1)];
        Array.Copy(counts, table, counts.Length);
        return table;
    }

    /// <summary>Writes what is left and lets go of the folder.</summary>
    public void Dispose() => writer?.Dispose();
}
