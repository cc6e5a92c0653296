using Nabla.Cli.Inputs;
using Nabla.Data;
using Nabla.Devices.Cpu;
using Nabla.Tasks;
using Nabla.Text;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla predict</c>: what a trained model says of inputs.</summary>
sealed class PredictCommand : Verb
{
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
        bool hasTruth = files.Length == 0, readsText = saved.Model.Tokenizer is not null;
        if (saved.Model.Task is NextToken) throw new UsageException($"'{words.GetValue(run)}' holds a language model, which goes on with a text: use nabla generate {words.GetValue(run)} --prompt TEXT.");
        string[] wanted = words.GetValue(index) ?? [];
        if (readsText && !hasTruth && wanted.Length > 0) throw new UsageException("--index chooses rows of --data: give texts, or --data.");
        List<Answer> answers = readsText && !hasTruth ? [.. saved.Model.Predict(files).Zip(files, (said, text) => new Answer(text, said, null))]
            : [.. (hasTruth ? [RecipeData.Load(recipe, saved).Test] : files.Select(path => InputFile.Read(path, saved.Model))).SelectMany(set => Answers(saved.Model, set, Rows(wanted, set, hasTruth), hasTruth))];
        channels.Finish(text => Describe(text, answers), json => Write(json, answers));
        return 0;
    }

    /// <summary>What was said of an input, and what is right where that is known.</summary>
    sealed record Answer(string Input, Prediction Said, string? Truth);

    static long[] Rows(string[] wanted, Dataset set, bool hasTruth)
    {
        if (wanted.Length == 0) return hasTruth ? [0] : [.. Enumerable.Range(0, (int)set.Count!.Value).Select(row => (long)row)];
        return Array.ConvertAll(wanted, word => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long row) && row < set.Count
            ? row : throw new UsageException($"--index expects a row of '{set.Name}', from 0 to {set.Count - 1}; got '{word}'."));
    }

    static IEnumerable<Answer> Answers(TrainedModel model, Dataset set, long[] rows, bool hasTruth)
    {
        if (rows.Length == 0) return [];
        var chosen = new SubsetDataset(set.Name, set, Array.ConvertAll(rows, row => (int)row));
        return model.Predict(chosen).Select((said, i) => new Answer(NameOf(chosen, set.Name, rows[i], i), said, hasTruth ? model.Task.Truth(chosen, i) : null));
    }

    // A text is its own name.
    static string NameOf(Dataset chosen, string name, long row, long place)
    {
        if (chosen.InputFields[0] is not TokenField tokens) return $"{name}#{row}";
        using Loader loader = Loader.Once(chosen.Range(place, 1), 1);
        loader.MoveNext();
        return tokens.TextOf(loader.Current.Inputs[0].Integers);
    }

    static void Describe(TextWriter text, List<Answer> answers)
    {
        if (answers.Count == 0) return;
        bool hasTruth = answers.Any(each => each.Truth is not null);
        TextTable.Write(text, ["input", .. answers[0].Said.Headings, .. hasTruth ? (string[])["truth"] : []],
            answers.Select(each => (IReadOnlyList<string>)[each.Input, .. each.Said.Cells, .. hasTruth ? (string[])[each.Truth ?? ""] : []]));
    }

    static void Write(Utf8JsonWriter json, List<Answer> answers)
    {
        json.WriteStartArray("predictions");
        foreach (var answer in answers)
        {
            json.WriteStartObject();
            json.WriteString("input", answer.Input);
            answer.Said.Write(json);
            if (answer.Truth is not null) json.WriteString("truth", answer.Truth);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
