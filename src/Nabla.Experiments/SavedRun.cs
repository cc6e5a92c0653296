using Nabla.Runs;
using Nabla.Text;

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
        if (!File.Exists(folder.Recipe)) throw new RunException($"'{path}' holds no recipe.yaml: the run ended before it began, or the file was removed; train anew into another folder.");
        return new(folder, RecipeFile.Read(folder.Recipe, Recipe.Standard, whole: true));
    }

    /// <summary>The folder of a run, by its path or by its name in <c>runs/</c>.</summary>
    /// <exception cref="RunException">There is none.</exception>
    public static RunFolder OpenFolder(string path)
    {
        string named = Path.Combine("runs", path);
        return RunFolder.Open(!Directory.Exists(path) && Directory.Exists(named) ? named : path);
    }

    /// <summary>The weights that the run saved.</summary>
    public TrainedModel Load() => TrainedModel.Load(Folder.Model, Recipe);

    /// <summary>What the tokens of its model are.</summary>
    /// <exception cref="RunException">The run has no tokenizer, or that of another model.</exception>
    /// <exception cref="Data.DataException">It cannot be read.</exception>
    public Tokenizer Tokenizer(TrainedModel model)
    {
        if (!File.Exists(Folder.Tokenizer)) throw new RunException($"{Folder.Path}: there is no tokenizer.json, which says what the tokens of the model are: bring it back, or train anew.");
        var tokenizer = Text.Tokenizer.Load(Folder.Tokenizer);
        return Enumerable.Range(0, tokenizer.Count).Select(tokenizer.NameOf).SequenceEqual(model.Input.ClassNames) ? tokenizer
            : throw new RunException($"{Folder.Tokenizer}: has other tokens ({tokenizer.Count}) than the model was trained on ({model.Input.ClassNames.Count}): bring back that of the run, or train anew.");
    }

    /// <summary>A path as short as it can be said from here.</summary>
    public static string Short(string path)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
