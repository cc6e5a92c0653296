using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Nabla.Cli.Errors;
using Nabla.Cli.Grammar;
using Nabla.Cli.Inputs;
using Nabla.Cli.Output;
using Nabla.Data;
using Nabla.Devices.Cpu;
using Nabla.Experiments;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla predict</c>: what a trained model says of inputs.</summary>
sealed class PredictCommand : Verb
{
    const int RowsAtOnce = 500;

    readonly Argument<string> run = new("RUN") { Description = "a run folder, or its name in runs/" };
    readonly Argument<string[]> inputs = new("INPUT") { Description = "files of inputs, one a row: .npy, .csv, .tsv, or IDX images (-ubyte, .idx), plain or .gz; texts, where the model reads text", Arity = ArgumentArity.ZeroOrMore };
    readonly Option<string?> data = new("--data") { Description = "predict from the test part of a data set, and show the truth beside it", HelpName = "NAME|PATH" };
    readonly Option<string[]> index = new("--index") { Description = "only this row, from 0; may be given often [all rows of files, row 0 of --data]", HelpName = "NUMBER", Arity = ArgumentArity.OneOrMore };

    public PredictCommand(VerbContext context) : base(context, "predict", "Says class and probabilities, or values, of inputs; of text, its class or what it becomes.",
        "nabla predict runs/glyphs-mlp --data glyphs --index 0 --index 1", "nabla predict runs/mnist-mlp digits.npy", "nabla predict runs/iris-mlp flowers.csv --json",
        "nabla predict runs/brackets-gru \"([]{})\" \"([)]\"")
    {
        Add(run);
        Add(inputs);
        foreach (Option option in new Option[] { data, index, Common.Threads }) Add(option);
    }

    protected override int Run(ParseResult words, Channels channels)
    {
        string[] files = words.GetValue(inputs) ?? [];
        if (files.Length == 0 == words.GetValue(data) is null) throw new UsageException("Give files of inputs, or --data with a data set: one of the two.");
        var saved = SavedRun.Open(words.GetValue(run)!);
        var recipe = RecipeOptions.Override(words, saved.Recipe, (data, "data.name"), (Common.Threads, "threads"));
        if (recipe.Threads is { } threads) CpuDevice.Threads = threads;
        var model = saved.Load();
        bool hasTruth = files.Length == 0;
        if (model.Input.IsClass) return PredictText(words, channels, model, saved, hasTruth ? RecipeData.Load(recipe, (saved.Folder.Tokenizer, null)).Split.Test : null);
        Dataset[] sets = hasTruth ? [RecipeData.Load(recipe).Split.Test] : [.. files.Select(path => InputFile.Read(path, model.Input))];
        foreach (var set in sets)
            if (set.Input.Size != model.Input.Size) throw new DataException($"'{set.Name}' has inputs {set.Input}, but the model reads {model.Input}.");
        var predictions = sets.SelectMany(set => Predict(model, set, Rows(words.GetValue(index) ?? [], set, hasTruth), hasTruth)).ToList();
        channels.Finish(text => Describe(text, model, predictions, hasTruth), json => Write(json, model, predictions));
        return 0;
    }

    int PredictText(ParseResult words, Channels channels, TrainedModel model, SavedRun saved, Dataset? set)
    {
        string[] texts = words.GetValue(inputs) ?? [];
        if (set is null && words.GetValue(index) is { Length: > 0 }) throw new UsageException("--index chooses rows of --data: give texts, or --data.");
        if (set is not null && !(set.Input.Matches(model.Input) && set.Target.Matches(model.Target))) throw new DataException($"'{set.Name}' has {set.Input} → {set.Target}, but the model reads {model.Input} → {model.Target}.");
        var prediction = new TextPrediction(words.GetValue(run)!, model, saved.Tokenizer(model));
        long[] rows = set is null ? [] : Rows(words.GetValue(index) ?? [], set, hasTruth: true);
        if (prediction.Translates)
        {
            var said = set is null ? prediction.Translate(texts) : prediction.Translate(set, rows);
            channels.Finish(text => Translation.Write(text, said), json =>
            {
                json.WriteStartArray("predictions");
                foreach (var each in said) each.Write(json);
                json.WriteEndArray();
            });
            return 0;
        }
        var predictions = (set is null ? prediction.Classify(texts) : prediction.Classify(set, rows)).ToList();
        channels.Finish(text => Describe(text, model, predictions, set is not null), json => Write(json, model, predictions));
        return 0;
    }

    static long[] Rows(string[] wanted, Dataset set, bool hasTruth)
    {
        if (wanted.Length == 0) return hasTruth ? [0] : [.. Enumerable.Range(0, (int)set.Count!.Value).Select(row => (long)row)];
        return Array.ConvertAll(wanted, word => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long row) && row < set.Count
            ? row : throw new UsageException($"--index expects a row of '{set.Name}', from 0 to {set.Count - 1}; got '{word}'."));
    }

    static IEnumerable<Prediction> Predict(TrainedModel model, Dataset set, long[] rows, bool hasTruth)
    {
        foreach (long[] chunk in rows.Chunk(RowsAtOnce))
        {
            var numbers = new float[chunk.Length * set.Input.Size];
            for (int i = 0; i < chunk.Length; i++) set.Read(chunk[i], numbers.AsSpan(i * set.Input.Size, set.Input.Size), default);
            float[][] outputs = model.Predict(numbers);
            for (int i = 0; i < chunk.Length; i++) yield return new Prediction($"{set.Name}#{chunk[i]}", outputs[i], hasTruth ? Truth(set, chunk[i]) : null);
        }
    }

    static string Truth(Dataset set, long row)
    {
        if (set.Target is { IsClass: true, Size: 1 }) return set.Target.ClassNames[set.LabelOf(row)];
        var values = new float[set.Target.Size];
        set.Read(row, default, values);
        return string.Join(' ', values.Select(Number));
    }

    static void Describe(TextWriter text, TrainedModel model, List<Prediction> predictions, bool hasTruth)
    {
        bool classes = model.Target.IsClass;
        List<string> headings = ["input", .. classes ? (string[])["class", ">probability", "next"] : ["value"]];
        if (hasTruth) headings.Add("truth");
        TextTable.Write(text, headings, predictions.Select(each =>
        {
            List<string> row = [each.Input];
            if (!classes) row.Add(string.Join(' ', each.Outputs.Select(Number)));
            else
            {
                var (first, second) = each.Likeliest();
                row.AddRange([model.Target.ClassNames[first], Percent(each.Outputs[first]), second < 0 ? "" : $"{model.Target.ClassNames[second]} {Percent(each.Outputs[second])}"]);
            }
            if (each.Truth is not null) row.Add(each.Truth);
            return row;
        }));
    }

    static void Write(Utf8JsonWriter json, TrainedModel model, List<Prediction> predictions)
    {
        json.WriteStartArray("predictions");
        foreach (var prediction in predictions) prediction.Write(json, model.Target);
        json.WriteEndArray();
    }

    static string Number(float value) => value.ToString("G6", CultureInfo.InvariantCulture);

    static string Percent(float share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.00} %");
}
