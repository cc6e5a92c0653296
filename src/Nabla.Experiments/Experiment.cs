namespace Nabla.Experiments;

/// <summary>What is to be trained on what: a recipe and its data. <c>Experiment.Read("recipe.yaml").Train("runs/houses")</c> leaves a run folder,
/// <c>Experiment.Open("runs/houses")</c> opens it again. The command, a search and a lesson stand on this noun, and so may you.</summary>
public sealed class Experiment
{
    Experiment(Recipe recipe) => Recipe = recipe;

    /// <summary>The whole description.</summary>
    public Recipe Recipe { get; }

    /// <summary>The data that the recipe names, loaded when first asked for.</summary>
    /// <exception cref="DataException">It is missing or damaged, or cannot be cut as asked.</exception>
    public DataSplit Data { get => field ??= RecipeData.Load(Recipe); private init; } = null!;

    /// <summary>An experiment by a recipe.</summary>
    /// <exception cref="RecipeException">A value does not fit its field.</exception>
    public static Experiment Of(Recipe recipe) => new(RecipeFields.Check(recipe));

    /// <summary>An experiment by a recipe, on data of your own: a run of it can be opened and predict, and resumed with the same data; the command cannot load it again.</summary>
    /// <exception cref="RecipeException">A value does not fit its field.</exception>
    public static Experiment Of(Recipe recipe, DataSplit data) => new(RecipeFields.Check(recipe)) { Data = data };

    /// <summary>The experiment of a YAML file; where it is silent, the defaults for its data hold.</summary>
    /// <exception cref="RecipeException">The file cannot be read, or a value does not fit its field.</exception>
    public static Experiment Read(string path)
    {
        Recipe recipe = RecipeFile.Read(path, Recipe.Standard);
        return new(StandardRecipes.For(recipe.Data) is var start && start != Recipe.Standard ? RecipeFile.Read(path, start) : recipe);
    }

    /// <summary>Opens a run: its recipe, model, preprocessing, predictions, text.</summary>
    /// <param name="path">The run folder, or its name in <c>runs/</c>.</param>
    /// <exception cref="RunException">There is none.</exception>
    public static SavedRun Open(string path) => SavedRun.Open(path);

    /// <summary>A run that has made no step yet.</summary>
    /// <param name="folder">Where it is kept, a new folder; nowhere if null.</param>
    /// <exception cref="RunException">The folder is there already.</exception>
    /// <exception cref="FormatException">The recipe does not fit the data, or names something unknown; then no folder is left behind.</exception>
    public TrainingRun Start(string? folder = null) => folder is null ? TrainingRun.Create(Recipe, Data, null) : Start(RunFolder.CreateExactly(folder));

    /// <summary>A run in a fresh folder; a recipe that does not fit its data leaves no folder behind.</summary>
    /// <exception cref="RunException">The folder holds a run, or anything else.</exception>
    public TrainingRun Start(RunFolder folder)
    {
        if (Directory.EnumerateFileSystemEntries(folder.Path).Any(file => file != folder.Events) || new FileInfo(folder.Events) is { Exists: true, Length: > 0 })
            throw new RunException($"'{folder.Path}' holds files already, which a new run would write over: TrainingRun.Resume goes on with it, RunFolder.Create makes another.");
        try
        {
            return TrainingRun.Create(Recipe, Data, folder);
        }
        catch
        {
            foreach (string file in (string[])[folder.Recipe, folder.Events, folder.Tokenizer]) File.Delete(file);
            Directory.Delete(folder.Path, recursive: false);
            throw;
        }
    }

    /// <summary>Trains to the end.</summary>
    /// <param name="folder">Where the run is kept, a new folder; nowhere if null.</param>
    /// <param name="stop">Ends it early; the run can be resumed then.</param>
    /// <exception cref="TrainingException">Loss or gradient became NaN or infinite.</exception>
    public TrainingResult Train(string? folder = null, CancellationToken stop = default)
    {
        using TrainingRun run = Start(folder);
        return run.Run(stop);
    }
}
