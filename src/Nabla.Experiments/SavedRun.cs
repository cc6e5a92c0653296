using Nabla.Generation;

namespace Nabla.Experiments;

/// <summary>A run that verbs look at again: its folder and its recipe.</summary>
/// <param name="Folder">The run folder.</param>
/// <param name="Recipe">What it was trained by.</param>
public sealed record SavedRun(RunFolder Folder, Recipe Recipe)
{
    /// <summary>Opens a run by its path, or by its name in <c>runs/</c>.</summary>
    /// <exception cref="RunException">There is none.</exception>
    /// <exception cref="RecipeException">Its recipe cannot be read.</exception>
    public static SavedRun Open(string path)
    {
        var folder = OpenFolder(path);
        if (!File.Exists(folder.Recipe))
            throw new RunException($"'{path}' holds no recipe.yaml: the run ended before it began, or the file was removed; train anew into another folder.");
        return new(folder, RecipeFile.Read(folder.Recipe, Recipe.Standard, whole: true));
    }

    /// <summary>The folder of a run, by its path or by its name in <c>runs/</c>.</summary>
    /// <exception cref="RunException">There is none.</exception>
    public static RunFolder OpenFolder(string path)
    {
        string named = Path.Combine("runs", path);
        return RunFolder.Open(!Directory.Exists(path) && Directory.Exists(named) ? named : path);
    }

    /// <summary>Whether data given by hand is taken whole: a file is; a set known by name is cut, and a folder may bring its parts.</summary>
    public static bool IsTakenWhole(string nameOrPath) => !DataCatalog.IsKnown(nameOrPath) && !Directory.Exists(nameOrPath);

    TrainedModel? model;

    /// <summary>The model that the run saved: network, preprocessing, classes; it predicts, is judged, and writes if it can.</summary>
    /// <exception cref="RunException">The run has not come so far as to save one.</exception>
    /// <exception cref="CheckpointException">Its file is damaged.</exception>
    public TrainedModel Model => model ??= Load();

    /// <summary>The data of the recipe, with the run's own tokenizer: to go on learning from.</summary>
    /// <exception cref="DataException">It is missing or damaged.</exception>
    public DataSplit LoadData() => RecipeData.Load(Recipe, Folder.Tokenizer);

    /// <summary>Data to judge the model by, in the form that it knows: columns are found by their names, classes and tokens are the model's. A set
    /// known by name is cut as the recipe says; a path given by hand is judged whole, unless it is a folder with a test part.</summary>
    /// <param name="nameOrPath">A set known by name, or a path; null: the run's own data, cut as in training.</param>
    /// <param name="note">Told what somebody should know of how a file was read, and that the run's own data is no longer what it was.</param>
    /// <exception cref="DataException">It is missing or damaged, or lacks something that the model reads, or the target.</exception>
    public DataSplit DataOf(string? nameOrPath = null, Action<string>? note = null)
    {
        DataSplit data = RecipeData.Load(Recipe with { Data = nameOrPath ?? Recipe.Data }, Options(note, isWhole: nameOrPath is not null && !DataCatalog.IsKnown(nameOrPath)));
        if (nameOrPath is null && data.Train.Count is not null && RunStore.DataOf(Folder) is { } then && then != data.Fingerprint)
            note?.Invoke($"{Short(Folder.Path)}: '{data.Train.Name}' is not what the run was trained on (its fingerprint was {then}, now it is {data.Fingerprint}): what is judged may have been learnt from.");
        return data;
    }

    /// <summary>The inputs of a file, to predict from; a target in it is not looked at.</summary>
    /// <param name="path">The file.</param>
    /// <param name="note">Told what somebody should know of how it was read.</param>
    /// <exception cref="DataException">It is missing, damaged, of no known format, or lacks something that the model reads.</exception>
    public Dataset InputsOf(string path, Action<string>? note = null) => DataCatalog.LoadInputs(path, Options(note, isWhole: true));

    DataOptions Options(Action<string>? note, bool isWhole) =>
        RecipeData.OptionsOf(Recipe, Folder.Tokenizer) with { Form = new(Model.InputFields, Model.TargetFields), IsWhole = isWhole, Note = note ?? (_ => { }) };

    /// <summary>Has its language model write.</summary>
    /// <exception cref="RunException">The model says no next token.</exception>
    public Generator Generator() => Model.Model is LanguageModel ? Model.Generator(Recipe.HasLines)
        : throw new RunException($"'{Short(Folder.Path)}' holds a {Recipe.Model}, which cannot write: use the run of a language model, such as that of 'nabla train --data shakespeare --model gpt:4x128x4'.");

    TrainedModel Load()
    {
        if (!File.Exists(Folder.Model))
            throw new RunException(RunSummary.Load(Folder)?.Status == RunStatus.Failed
                ? $"{Folder.Path}: there is no model: the run failed, and its report says why. Change the recipe and train anew."
                : $"{Folder.Path}: there is no model yet: the run has not ended. Go on with it (nabla train --resume {Short(Folder.Path)}); at its end it saves one.");
        using SafetensorsFile file = SafetensorsFile.Open(Folder.Model);
        TrainedModel trained = OlderModel.Is(file)
            ? OlderModel.Read(file, Recipe, File.Exists(Folder.Tokenizer) ? Text.Tokenizer.Load(Folder.Tokenizer) : null)
            : TrainedModel.Open(Folder.Model);
        TrainingPlan.Measured(trained.Task, Recipe);
        return trained;
    }

    /// <summary>A path as short as it can be said from here.</summary>
    public static string Short(string path)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
