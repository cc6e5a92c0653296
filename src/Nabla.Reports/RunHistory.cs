using Nabla.Files;

namespace Nabla.Reports;

/// <summary>All of a run that a report shows: recipe, summary, and the events sorted by kind.</summary>
sealed class RunHistory
{
    const int LongestRecipe = 1 << 20;

    public required RunFolder Folder { get; init; }

    public RunSummary? Summary { get; private init; }

    public string Recipe { get; private init; } = "";

    public StepHistory Steps { get; } = new();

    /// <summary>Evaluations by split, in the order of the first of each.</summary>
    public Dictionary<string, List<RunEvent>> Evaluations { get; } = [];

    public List<RunEvent> Notes { get; } = [];

    public int Damaged { get; private set; }

    /// <summary>Reads a run.</summary>
    /// <exception cref="FileException">A file cannot be read, or the summary is damaged.</exception>
    public static RunHistory Read(RunFolder folder)
    {
        var history = new RunHistory { Folder = folder, Summary = RunSummary.Load(folder), Recipe = ReadRecipe(folder) };
        var reader = new RunReader(folder);
        foreach (RunEvent happened in reader.ReadNew()) history.Sort(happened);
        history.Damaged = reader.Damaged;
        return history;
    }

    void Sort(RunEvent happened)
    {
        switch (happened.Kind)
        {
            case RunKind.Step: Steps.Add(happened); break;
            case RunKind.Evaluation: AddEvaluation(happened.Text(RunField.Split) ?? "test", happened); break;
            case RunKind.Note: Notes.Add(happened); break;
        }
    }

    void AddEvaluation(string split, RunEvent happened)
    {
        if (!Evaluations.TryGetValue(split, out var group)) Evaluations[split] = group = [];
        group.Add(happened);
        Shares.UnionWith(happened.Find(RunField.Shares)?.Texts ?? []);
    }

    static string ReadRecipe(RunFolder folder)
    {
        try { return File.Exists(folder.Recipe) && PlainFile.Length(folder.Recipe) is > 0 and < LongestRecipe ? File.ReadAllText(folder.Recipe) : ""; }
        catch (Exception error) when (FileException.IsFileError(error)) { throw FileException.From(error, "read", folder.Recipe); }
    }

    /// <summary>What was measured besides the loss, in the order of the first of each.</summary>
    public IEnumerable<string> Measures => Evaluations.Values.SelectMany(e => e).SelectMany(e => e).Where(each => each.Value.Number is not null)
        .Select(each => each.Key).Concat(Steps.Fields).Except([RunField.Loss, RunField.Rate, RunField.GradientNorm, RunField.SamplesPerSecond, RunField.Epoch]);

    /// <summary>The measures that are read in percent. Events of version 0.1 do not say so of theirs.</summary>
    public HashSet<string> Shares { get; } = ["accuracy"];

    /// <summary>A measure as it is read.</summary>
    public string Said(string measure, double? value) => Shares.Contains(measure) ? Quantity.Share(value) : Quantity.Loss(value);

    /// <summary>The split that judges the run: test, else validation, else the first.</summary>
    public string? JudgingSplit =>
        Evaluations.ContainsKey("test") ? "test" : Evaluations.ContainsKey("validation") ? "validation" : Evaluations.Keys.FirstOrDefault();

    /// <summary>The last evaluation with a confusion matrix, of the judging split if it has one.</summary>
    public RunEvent? LastConfusion => Evaluations.OrderByDescending(e => e.Key == JudgingSplit).SelectMany(e => e.Value.AsEnumerable().Reverse())
        .FirstOrDefault(e => e.Find(RunField.Confusion)?.Table is { Length: > 0 } table && table.GetLength(0) == table.GetLength(1));

    /// <summary>The model and the data by the recipe; empty where it does not say.</summary>
    public (string Model, string Data) Trained => RecipeNames.Of(Recipe);
}
