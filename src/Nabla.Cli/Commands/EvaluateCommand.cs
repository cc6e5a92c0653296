using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Nabla.Cli.Errors;
using Nabla.Cli.Grammar;
using Nabla.Cli.Inputs;
using Nabla.Cli.Interruption;
using Nabla.Cli.Output;
using Nabla.Cli.Progress;
using Nabla.Data;
using Nabla.Devices.Cpu;
using Nabla.Metrics;
using Nabla.Words;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla evaluate</c>: judges a trained model on a split.</summary>
sealed class EvaluateCommand : Verb
{
    static readonly string[] splits = ["test", "validation", "train"];

    readonly Argument<string> run = new("RUN") { Description = "a run folder, or its name in runs/" };
    readonly Option<string?> data = CommonOptions.OfField("--data", "NAME|PATH", "data.name");
    readonly Option<string?> part = new("--split") { Description = $"one of {string.Join(", ", splits)} [test]", HelpName = "SPLIT" };

    public EvaluateCommand(VerbContext context) : base(context, "evaluate", "Judges a trained model on a split: loss; accuracy and confusion matrix of classes; RMSE, MAE and R² of numbers.",
        "nabla evaluate runs/glyphs-mlp", "nabla evaluate runs/mnist-mlp --split validation --json")
    {
        data.Description = "other data than the run's own";
        Add(run);
        foreach (Option option in new Option[] { data, part, Common.Seed, Common.Threads }) Add(option);
    }

    protected override int Run(ParseResult words, Channels channels)
    {
        string split = words.GetValue(part) ?? "test";
        if (!splits.Contains(split)) throw new UsageException(NearestWord.Sentence("--split: split", split, splits));
        var saved = SavedRun.Open(words.GetValue(run)!);
        var recipe = RecipeOptions.Override(words, saved.Recipe, (data, "data.name"), (Common.Seed, "seed"), (Common.Threads, "threads"));
        if (recipe.Threads is { } threads) CpuDevice.Threads = threads;
        var model = saved.Load();
        var set = Part(RecipeData.Load(recipe), split);
        if (!set.Input.Matches(model.Input) || !set.Target.Matches(model.Target))
            throw new DataException($"'{set.Name}' has {set.Input} → {set.Target}, but the model was trained on {model.Input} → {model.Target}{set.Target.UnlikeClasses(model.Target)}: evaluate it on data of that form.");
        using var stop = new StopSignal(channels, "Stopping.");
        var (loss, confusion) = model.Evaluate(set, stop.Token);
        RegressionErrors? errors = model.Target.IsClass ? null : model.Errors(set, stop.Token);
        channels.Finish(text => Describe(text, set, loss, confusion, errors), json => Write(json, words.GetValue(run)!, split, set, loss, confusion, errors));
        return 0;
    }

    static Dataset Part(DataSplit data, string split)
    {
        var part = split switch { "train" => data.Train, "validation" => data.Validation, _ => data.Test }
            ?? throw new UsageException($"--split: '{data.Train.Name}' has no validation part: use test or train.");
        return part.Count is null ? throw new UsageException($"--split: '{part.Name}' is endless: use test or validation.") : part;
    }

    static void Describe(TextWriter text, Dataset set, double loss, Confusion? confusion, RegressionErrors? errors)
    {
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set.Name}: {set.Count:N0} examples"));
        text.WriteLine($"loss      {ProgressText.Short(loss)}");
        if (errors is not null)
        {
            text.WriteLine($"RMSE      {ProgressText.Short(errors.RootMeanSquare)}  in the units of the data");
            text.WriteLine($"MAE       {ProgressText.Short(errors.MeanAbsolute)}");
            text.WriteLine($"R²        {ProgressText.Short(errors.Determination)}");
        }
        if (confusion is null) return;
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"accuracy  {confusion.Accuracy * 100:0.00} %\n"));
        if (confusion.HasTable) ConfusionTable.Write(text, confusion, set.Target.ClassNames);
    }

    static void Write(Utf8JsonWriter json, string run, string split, Dataset set, double loss, Confusion? confusion, RegressionErrors? errors)
    {
        json.WriteString("run", run);
        json.WriteString("data", set.Name);
        json.WriteString("split", split);
        json.WriteNumber("count", set.Count ?? 0);
        json.WriteFinite("loss", loss);
        json.WriteFinite("accuracy", confusion?.Accuracy);
        if (errors is not null)
        {
            json.WriteFinite("rmse", errors.RootMeanSquare);
            json.WriteFinite("mae", errors.MeanAbsolute);
            json.WriteFinite("r2", errors.Determination);
        }
        if (confusion is { HasTable: true }) ConfusionTable.Write(json, confusion, set.Target.ClassNames);
    }
}
