using Nabla.Cli.Interruption;
using Nabla.Cli.Progress;
using Nabla.Models;
using Nabla.Reports;
using Nabla.Runs;
using Nabla.Tasks;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla train</c>: trains a network and leaves a run folder.</summary>
sealed class TrainCommand : Verb
{
    readonly Argument<string?> file = new("RECIPE.yaml") { Description = "a recipe; without one, and without options, the main job: glyphs in well under a minute", Arity = ArgumentArity.ZeroOrOne };
    readonly Option<string?> place = new("--out") { Description = "the run folder [runs/DATA-MODEL, numbered where taken]", HelpName = "runs/NAME" };
    readonly Option<string?> resume = new("--resume") { Description = "go on with a run from its last checkpoint", HelpName = "runs/NAME" };
    readonly RecipeOptions options;

    public TrainCommand(VerbContext context) : base(context, "train", "Trains a network and leaves a run folder with weights, events, figures and a report.",
        "nabla train", "nabla train --data mnist --set model.dropout=0.2", "nabla train --data shakespeare", "nabla train recipe.yaml --lr 3e-4 --out runs/slower", "nabla train --resume runs/slower")
    {
        foreach (Symbol part in new Symbol[] { file, place, resume })
            if (part is Argument argument) Add(argument);
            else Add((Option)part);
        options = new RecipeOptions(this, Shared);
    }

    public override void WriteNotes(TextWriter help)
    {
        RecipeOptions.WriteFields(help);
        help.WriteLine("\nText (names, shakespeare, brackets, dates, a file of text) has defaults of its own, a model that suits it among them: the run's recipe.yaml tells all.");
        help.WriteLine("\nCtrl-C once stops after the step under way, saves, and says how to go on (exit code 1: the run is not done); twice ends at once.");
    }

    protected override int Run(ParseResult words, Channels channels) =>
        words.GetValue(resume) is { } path ? Resume(words, path, channels) : Begin(words, channels);

    int Begin(ParseResult words, Channels channels)
    {
        var recipe = options.Read(words, words.GetValue(file)); // before signals are listened to: a pipe's writer may be waited for
        using var stop = Stopping(channels);
        UseThreads(recipe);
        var experiment = Experiment.Of(recipe);
        _ = experiment.Data; // before the folder: what cannot be loaded leaves none
        stop.Token.ThrowIfCancellationRequested();
        var folder = words.GetValue(place) is { } name ? RunFolder.CreateExactly(name) : RunFolder.Create(Path.Combine("runs", NameOf(recipe)));
        using var run = experiment.Start(folder);
        return Train(run, folder, channels, stop.Token);
    }

    static StopSignal Stopping(Channels channels) => new(channels, "Stopping after this step; once more ends at once.");

    int Resume(ParseResult words, string path, Channels channels)
    {
        if (words.GetValue(file) is not null || words.GetValue(place) is not null || options.ChangesMoreThanLength(words))
            throw new UsageException("--resume goes on with a run by its own recipe: only --steps, --epochs (to go on further) and --threads may be given.");
        using var stop = Stopping(channels);
        var saved = SavedRun.Open(path);
        var recipe = options.Apply(words, saved.Recipe);
        UseThreads(recipe);
        using var run = TrainingRun.Resume(recipe, saved.LoadData(), saved.Folder);
        if ((recipe.Steps, recipe.Epochs) != (saved.Recipe.Steps, saved.Recipe.Epochs)) RecipeFile.Write(saved.Folder.Recipe, recipe with { Threads = saved.Recipe.Threads });
        return Train(run, saved.Folder, channels, stop.Token);
    }

    static int Train(TrainingRun run, RunFolder folder, Channels channels, CancellationToken stop)
    {
        string name = SavedRun.Short(folder.Path);
        long before = run.Steps;
        var result = ProgressDisplay.During(channels, observer =>
        {
            run.Observers.Add(observer);
            return run.Run(stop);
        });
        run.Dispose();
        if (before > 0 && result.Steps == before && result.Status != TrainingStatus.Stopped)
            channels.Say($"Nothing was left to do: the run had ended after step {before:N0}."
                + $"{(result.Status == TrainingStatus.Done ? " With --steps or --epochs it goes on further." : "")}");
        string report = SavedRun.Short(RunReport.Write(folder)), figure = SavedRun.Short(Path.Combine(folder.Figures, "loss.svg"));
        var summary = (RunSummary.Load(folder) ?? new RunSummary()) with { Run = name };
        channels.Finish(text => Describe(text, run.Task, result, [("run", name), ("figure", figure), ("report", report)]), summary.ToJson());
        if (result.Status != TrainingStatus.Stopped) return 0;
        channels.Warn(run.CanGoOn ? $"Stopped after step {result.Steps:N0}, and saved. Go on with: nabla train --resume {name}"
            : $"Stopped after step {result.Steps:N0}. A model that counts is saved when all is counted, so nothing is. Begin anew with: nabla train --resume {name}");
        return CommandLineErrors.Failed;
    }

    static void Describe(TextWriter text, LearningTask task, TrainingResult result, (string What, string Path)[] places)
    {
        var culture = CultureInfo.InvariantCulture;
        if (result.Test is { } test) text.WriteLine($"test {task.Describe(test)}");
        text.WriteLine(string.Create(culture, $"{result.Steps:N0} steps in {result.Seconds:0.0} s, {result.SamplesPerSecond:N0} samples/s, {result.Parameters:N0} parameters"));
        foreach (var (what, path) in places) text.WriteLine($"{what,-7} {path}");
    }

    static string NameOf(Recipe recipe) =>
        RunName.MakeSafe($"{Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(recipe.Data))}-{ModelCatalog.Parse(recipe.Model).Kind}");

    static void UseThreads(Recipe recipe)
    {
        if (recipe.Threads is { } threads) CpuDevice.Threads = threads;
    }
}
