namespace Nabla.Cli.Progress;

/// <summary>A training as plain lines: where progress is no terminal. One every few seconds, and one for each evaluation.</summary>
sealed class ProgressLines(Channels channels) : ITrainingObserver
{
    static readonly TimeSpan every = TimeSpan.FromSeconds(5);

    ProgressText? text;
    long shown, shownStep;

    public void Start(TrainingStart start)
    {
        text = new ProgressText(start);
        shown = Stopwatch.GetTimestamp();
    }

    public void Step(in StepReport report)
    {
        text!.Add(report);
        if (Stopwatch.GetElapsedTime(shown) >= every) Show();
    }

    public void Evaluation(EvaluationReport report)
    {
        if (text is not null && text.Last.Step > shownStep) Show();
        channels.Say(ProgressText.Of(report));
    }

    // A failure is thrown as well, and then told as every error is.
    public void Note(NoteKind kind, string note)
    {
        if (kind != NoteKind.Failed) channels.Say(note);
    }

    void Show()
    {
        (shown, shownStep) = (Stopwatch.GetTimestamp(), text!.Last.Step);
        channels.Say(text.Lines(int.MaxValue));
    }
}
