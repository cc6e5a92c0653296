using Spectre.Console;
using Spectre.Console.Rendering;

namespace Nabla.Cli.Progress;

/// <summary>A training as a bar and a line of numbers that change in place, on a terminal.</summary>
sealed class ProgressBar(IAnsiConsole console) : ITrainingObserver
{
    const int BarWidth = 20;
    static readonly TimeSpan refresh = TimeSpan.FromMilliseconds(250);

    readonly Lock gate = new();
    ProgressText? text;

    /// <summary>Runs a training while the bar is drawn.</summary>
    public T During<T>(Func<T> training)
    {
        var progress = console.Progress().AutoClear(true).Columns(new BarColumn(this), new NumbersColumn(this));
        progress.RefreshRate = refresh;
        return progress.Start(context =>
        {
            context.AddTask("training");
            return training();
        });
    }

    public void Start(TrainingStart start)
    {
        lock (gate) text = new ProgressText(start);
    }

    public void Step(in StepReport report)
    {
        lock (gate) text!.Add(report);
    }

    public void Evaluation(EvaluationReport report) => console.WriteLine(ProgressText.Of(report));

    public void Note(NoteKind kind, string note)
    {
        if (kind != NoteKind.Failed) console.WriteLine(note); // a failure is thrown as well
    }

    string Lines(int width)
    {
        lock (gate) return text is { Last.Step: > 0 } ? text.Lines(width) : "starting";
    }

    double Share()
    {
        lock (gate) return text?.Share ?? 0;
    }

    sealed class BarColumn(ProgressBar bar) : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
        {
            int full = (int)Math.Round(bar.Share() * BarWidth);
            return new Spectre.Console.Text(new string('━', full) + new string('╌', BarWidth - full), new Style(Color.Green));
        }

        public override int? GetColumnWidth(RenderOptions options) => BarWidth;
    }

    sealed class NumbersColumn(ProgressBar bar) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Spectre.Console.Text(bar.Lines(Math.Max(10, options.ConsoleSize.Width - BarWidth - 4)));
    }
}
