using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Nabla.Cli.Errors;
using Nabla.Cli.Grammar;
using Nabla.Cli.Interruption;
using Nabla.Cli.Output;
using Nabla.Cli.Progress;
using Nabla.Data;
using Nabla.Devices.Cpu;
using Nabla.Experiments;
using Nabla.Metrics;
using Nabla.Text;
using Nabla.Training;
using Nabla.Words;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla evaluate</c>: judges a trained model on a split.</summary>
sealed class EvaluateCommand : Verb
{
    static readonly string[] splits = ["test", "validation", "train"];

    readonly Argument<string> run = new("RUN") { Description = "a run folder, or its name in runs/" };
    readonly Option<string?> source = CommonOptions.OfField("--data", "NAME|PATH", "data.name");
    readonly Option<string?> part = new("--split") { Description = $"one of {string.Join(", ", splits)} [test]", HelpName = "SPLIT" };

    public EvaluateCommand(VerbContext context) : base(context, "evaluate", "Judges a trained model on a split: loss; accuracy and confusion matrix of classes; perplexity and bits of text; RMSE, MAE and R² of numbers.",
        "nabla evaluate runs/glyphs-mlp", "nabla evaluate runs/mnist-mlp --split validation --json")
    {
        source.Description = "other data than the run's own";
        Add(run);
        foreach (Option option in new Option[] { source, part, Common.Seed, Common.Threads }) Add(option);
    }

    protected override int Run(ParseResult words, Channels channels)
    {
        string split = words.GetValue(part) ?? "test";
        if (!splits.Contains(split)) throw new UsageException(NearestWord.Sentence("--split: split", split, splits));
        var saved = SavedRun.Open(words.GetValue(run)!);
        var recipe = RecipeOptions.Override(words, saved.Recipe, (source, "data.name"), (Common.Seed, "seed"), (Common.Threads, "threads"));
        if (recipe.Threads is { } threads) CpuDevice.Threads = threads;
        var model = saved.Load();
        var data = RecipeData.Load(recipe, (saved.Folder.Tokenizer, model.Input.IsClass ? model.Input.Shape[^1] : null));
        var set = Part(data.Split, split);
        if (!set.Input.Matches(model.Input) || !set.Target.Matches(model.Target))
            throw new DataException($"'{set.Name}' has {set.Input} → {set.Target}, but the model was trained on {model.Input} → {model.Target}{set.Target.UnlikeClasses(model.Target)}: evaluate it on data of that form.");
        using var stop = new StopSignal(channels, "Stopping.");
        var judged = model.Evaluate(set, stop.Token);
        RegressionErrors? errors = model.Target.IsClass ? null : model.Errors(set, stop.Token);
        LanguageMeasure? language = judged.Nats is { } nats && data.Tokenizer is { } tokenizer ? new(nats, TextLength.Of(set, tokenizer)) : null;
        channels.Finish(text => Describe(text, set, judged, errors, language), json => Write(json, words.GetValue(run)!, split, set, judged, errors, language));
        return 0;
    }

    static Dataset Part(DataSplit data, string split)
    {
        var part = split switch { "train" => data.Train, "validation" => data.Validation, _ => data.Test }
            ?? throw new UsageException($"--split: '{data.Train.Name}' has no validation part: use test or train.");
        return part.Count is null ? throw new UsageException($"--split: '{part.Name}' is endless: use test or validation.") : part;
    }

    static void Describe(TextWriter text, Dataset set, Judgement judged, RegressionErrors? errors, LanguageMeasure? language)
    {
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set.Name}: {set.Once.Count:N0} examples"));
        text.WriteLine($"loss        {ProgressText.Short(judged.Loss)}{(language?.Nats == judged.Loss ? "  nats per token" : "")}");
        if (language is not null)
        {
            text.WriteLine($"perplexity  {ProgressText.Short(language.Perplexity)}");
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bits        {language.BitsPerToken:0.0000} per token, {language.BitsPerCharacter:0.0000} per character, {language.BitsPerByte:0.0000} per byte"));
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"text        {language.Length.Tokens:N0} tokens, {language.Length.Characters:N0} characters, {language.Length.Bytes:N0} bytes"));
        }
        if (errors is not null)
        {
            text.WriteLine($"RMSE        {ProgressText.Short(errors.RootMeanSquare)}  in the units of the data");
            text.WriteLine($"MAE         {ProgressText.Short(errors.MeanAbsolute)}");
            text.WriteLine($"R²          {ProgressText.Short(errors.Determination)}");
        }
        if (judged.Accuracy is { } accuracy) text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"accuracy    {accuracy * 100:0.00} %{(judged.WholeRight is null ? "" : "  right as a whole")}"));
        if (judged.Confusion is not { HasTable: true } confusion) return;
        text.WriteLine();
        ConfusionTable.Write(text, confusion, set.Target.ClassNames);
    }

    static void Write(Utf8JsonWriter json, string run, string split, Dataset set, Judgement judged, RegressionErrors? errors, LanguageMeasure? language)
    {
        json.WriteString("run", run);
        json.WriteString("data", set.Name);
        json.WriteString("split", split);
        json.WriteNumber("count", set.Once.Count ?? 0);
        json.WriteFinite("loss", judged.Loss);
        json.WriteFinite("accuracy", judged.Accuracy);
        if (errors is not null)
        {
            json.WriteFinite("rmse", errors.RootMeanSquare);
            json.WriteFinite("mae", errors.MeanAbsolute);
            json.WriteFinite("r2", errors.Determination);
        }
        if (language is not null)
        {
            json.WriteFinite("perplexity", language.Perplexity);
            json.WriteFinite("bits_per_token", language.BitsPerToken);
            json.WriteFinite("bits_per_character", language.BitsPerCharacter);
            json.WriteFinite("bits_per_byte", language.BitsPerByte);
            json.WriteNumber("tokens", language.Length.Tokens);
            json.WriteNumber("characters", language.Length.Characters);
            json.WriteNumber("bytes", language.Length.Bytes);
        }
        if (judged.Confusion is { HasTable: true } confusion) ConfusionTable.Write(json, confusion, set.Target.ClassNames);
    }
}
