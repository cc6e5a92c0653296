namespace Nabla.Cli.Commands;

/// <summary><c>nabla predict</c>: what a trained model says of inputs.</summary>
sealed class PredictCommand : Verb
{
    readonly Argument<string> run = new("RUN") { Description = "a run folder, or its name in runs/" };
    readonly Argument<string[]> inputs = new("INPUT")
    {
        Description = $"files of inputs, one a row: {DataCatalog.Inputs}, plain or .gz; texts, where the model reads text", Arity = ArgumentArity.ZeroOrMore,
    };
    readonly Option<string?> data = new("--data") { Description = "predict from a file, or the test part of a data set, and show the truth beside it", HelpName = "NAME|PATH" };
    readonly Option<string[]> index = new("--index")
    {
        Description = "only this row, from 0; may be given often [all rows of files, row 0 of a data set]",
        HelpName = "NUMBER", Arity = ArgumentArity.OneOrMore
    };

    public PredictCommand(VerbContext context) : base(context, "predict", "Says class and probabilities, or values, of inputs; of text, its class or what it becomes.",
        "nabla predict runs/glyphs-mlp --data glyphs --index 0 --index 1", "nabla predict runs/mnist-mlp digits.npy", "nabla predict runs/iris-mlp flowers.csv --json",
        "nabla predict runs/brackets-gru \"([]{})\" \"([)]\"")
    {
        Add(run);
        Add(inputs);
        foreach (Option option in new Option[] { data, index, Shared.Threads }) Add(option);
    }

    public override void WriteNotes(TextWriter help) => help.WriteLine(
        "\nColumns of a table are found by their names, in any order (upper and lower case may differ where only one column fits); the target may be missing,"
        + "\nothers are left out with a note. Where the model knows no names, because it learnt from a table without a header, by their places.");

    protected override int Run(ParseResult words, Channels channels)
    {
        string[] files = words.GetValue(inputs) ?? [];
        string? source = words.GetValue(data);
        if (files.Length == 0 == source is null) throw new UsageException("Give files of inputs, or --data with a data set: one of the two.");
        var saved = SavedRun.Open(words.GetValue(run)!);
        if (RecipeOptions.Override(words, saved.Recipe, (Shared.Threads, "threads")).Threads is { } threads) CpuDevice.Threads = threads;
        if (saved.Model.IsLanguageModel)
            throw new UsageException($"'{words.GetValue(run)}' holds a language model, which goes on with a text: use nabla generate {words.GetValue(run)} --prompt TEXT.");
        string[] wanted = words.GetValue(index) ?? [];
        bool isText = saved.Model.Tokenizer is not null && source is null;
        if (isText && wanted.Length > 0) throw new UsageException("--index chooses rows of --data: give texts, or --data.");
        IReadOnlyList<Answer> answers = isText ? Answer.To(saved.Model, files)
            : source is null ? [.. files.SelectMany(path => Answers(saved, saved.InputsOf(path, channels.Warn), wanted, isWhole: true, hasTruth: false))]
            : Answers(saved, saved.DataOf(source, channels.Warn).Test, wanted, isWhole: SavedRun.IsTakenWhole(source), hasTruth: true);
        channels.Finish(text => Describe(text, answers), json => Write(json, answers));
        return 0;
    }

    static IReadOnlyList<Answer> Answers(SavedRun saved, Dataset set, string[] wanted, bool isWhole, bool hasTruth) =>
        Answer.To(saved.Model, set, Rows(wanted, set, isWhole), hasTruth);

    static int[] Rows(string[] wanted, Dataset set, bool isWhole)
    {
        if (wanted.Length == 0) return isWhole ? [.. Enumerable.Range(0, (int)set.Count!.Value)] : [0];
        return Array.ConvertAll(wanted, word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int row) && row < set.Count
            ? row : throw new UsageException($"--index expects a row of '{set.Name}', from 0 to {set.Count - 1}; got '{word}'."));
    }

    static void Describe(TextWriter text, IReadOnlyList<Answer> answers)
    {
        if (answers.Count == 0) return;
        bool hasTruth = answers.Any(each => each.Truth is not null);
        TextTable.Write(text, ["input", .. answers[0].Said.Headings, .. hasTruth ? (string[])["truth"] : []],
            answers.Select(each => (IReadOnlyList<string>)[each.Input, .. each.Said.Cells, .. hasTruth ? (string[])[each.Truth ?? ""] : []]));
    }

    static void Write(Utf8JsonWriter json, IReadOnlyList<Answer> answers)
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
