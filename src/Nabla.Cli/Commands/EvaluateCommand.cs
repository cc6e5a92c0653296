using Nabla.Cli.Interruption;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla evaluate</c>: judges a trained model on a split.</summary>
sealed class EvaluateCommand : Verb
{
    static readonly string[] splits = ["test", "validation", "train"];

    readonly Argument<string> run = new("RUN") { Description = "a run folder, or its name in runs/" };
    readonly Option<string?> source = SharedOptions.OfField("--data", "NAME|PATH", "data.name");
    readonly Option<string?> part = new("--split") { Description = $"one of {string.Join(", ", splits)} [test]", HelpName = "SPLIT" };

    public EvaluateCommand(VerbContext context) : base(context, "evaluate", "Judges a trained model on a split: loss; accuracy and confusion matrix of classes; perplexity and bits of text; RMSE, MAE and R² of numbers.",
        "nabla evaluate runs/glyphs-mlp", "nabla evaluate runs/glyphs-mlp --split train --json")
    {
        source.Description = "other data than the run's own; a file is judged whole";
        Add(run);
        foreach (Option option in new Option[] { source, part, Shared.Seed, Shared.Threads }) Add(option);
    }

    protected override int Run(ParseResult words, Channels channels)
    {
        string split = words.GetValue(part) ?? "test";
        if (!splits.Contains(split)) throw new UsageException(NearestWord.Sentence("--split: split", split, splits));
        string? given = words.GetValue(source);
        if (words.GetValue(part) is not null && given is not null && SavedRun.IsTakenWhole(given))
            throw new UsageException($"--split: '{given}' is judged whole and has no parts: leave --split out.");
        var saved = SavedRun.Open(words.GetValue(run)!);
        saved = saved with { Recipe = RecipeOptions.Override(words, saved.Recipe, (Shared.Seed, "seed"), (Shared.Threads, "threads")) };
        if (saved.Recipe.Threads is { } threads) CpuDevice.Threads = threads;
        var set = Part(saved.DataOf(given, channels.Warn), split);
        using var stop = new StopSignal(channels, "Stopping.");
        Judgement judged = saved.Model.Evaluate(set, stop.Token);
        channels.Finish(text => Describe(text, set, judged), json => Write(json, words.GetValue(run)!, split, set, judged, saved.Model.Task.ScoreName));
        return 0;
    }

    static Dataset Part(DataSplit data, string split)
    {
        var part = split switch { "train" => data.Train, "validation" => data.Validation, _ => data.Test }
            ?? throw new UsageException($"--split: '{data.Train.Name}' has no validation part: use test or train.");
        return part.Count is null ? throw new UsageException($"--split: '{part.Name}' is endless: use test or validation.") : part;
    }

    static void Describe(TextWriter text, Dataset set, Judgement judged)
    {
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set.Name}: {set.Once.Count:N0} examples"));
        text.WriteLine($"{"loss",-14} {Measure.Short(judged.Loss)}");
        foreach (Measure measure in judged.Measures) text.WriteLine($"{measure.Title,-14} {measure.Said}{(measure.Note.Length > 0 ? "  " : "")}{measure.Note}");
        if (judged.Counts.Count > 0)
            text.WriteLine($"{"judged",-14} {string.Join(", ", judged.Counts.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Count:N0} {each.Name}")))}");
        if (judged.Confusion is not { HasTable: true } confusion) return;
        text.WriteLine();
        ConfusionTable.Write(text, confusion, set.Target.ClassNames);
    }

    static void Write(Utf8JsonWriter json, string run, string split, Dataset set, Judgement judged, string score)
    {
        json.WriteString("run", run);
        json.WriteString("data", set.Name);
        json.WriteString("split", split);
        json.WriteNumber("count", set.Once.Count ?? 0);
        json.WriteFinite("loss", judged.Loss);
        json.WriteFinite(score, judged[score]); // null where nothing is counted right
        foreach (Measure measure in judged.Measures.Where(measure => measure.Name != score)) json.WriteFinite(measure.Name, measure.Value);
        foreach (var (name, count) in judged.Counts) json.WriteNumber(name, count);
        if (judged.Confusion is { HasTable: true } confusion) ConfusionTable.Write(json, confusion, set.Target.ClassNames);
    }
}
