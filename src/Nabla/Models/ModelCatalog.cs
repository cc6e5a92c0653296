namespace Nabla.Models;

/// <summary>Models by name with sizes after a colon: <c>mlp:512-512</c>, <c>logistic</c>. Each is declared in the file that makes it.</summary>
public static partial class ModelCatalog
{
    /// <summary>The models by name.</summary>
    [Collected("Model")]
    public static partial Choices<ModelChoice> Choices { get; }

    /// <summary>Reads the name of a model.</summary>
    /// <exception cref="FormatException">The name is unknown, with the nearest right one named, or its sizes are off.</exception>
    public static Written Parse(string text) => Read(text, Settings.None).Written;

    /// <summary>What is said of settings that a model declares and is other than its default; what other models or optimizers have is left out.</summary>
    /// <exception cref="FormatException">The name is unknown, with the nearest right one named, or its sizes are off.</exception>
    public static Settings Own(string text, Settings said)
    {
        var (choice, written) = Choices.Read(text, said);
        return choice.Fields.Where(setting => written.TextOf(setting.Path) != setting.Default)
            .Aggregate(Settings.None, (own, setting) => own.With(setting.Path, written.TextOf(setting.Path)!));
    }

    /// <summary>A new model for a task.</summary>
    /// <exception cref="FormatException">The name is unknown, its sizes are off, it has no such setting, or it is for other tasks; the message says what fits.</exception>
    public static Module Create(string text, ModelTask task, ModelOptions options, Rng rng)
    {
        var (choice, written) = Read(text, options.Said);
        if (options.Said.Given.Keys.FirstOrDefault(path => choice.Settings.All(setting => setting.Path != path)) is { } stray)
            throw new FormatException($"Model '{text}' has no setting {stray}; {Having(stray)}.");
        if (!choice.Tasks.HasFlag(task.Kind))
            throw new FormatException($"Model '{text}' does not fit the data, which has {task}: use --model {string.Join(", ", ExamplesFor(task))}.");
        return written.Make(_ => choice.Create(new ModelRequest(written, task, options, rng)));
    }

    /// <summary>A new model from examples of a shape to so many outputs.</summary>
    /// <exception cref="FormatException">The name is unknown, its sizes are off, or it is for other tasks.</exception>
    public static Module Create(string text, Shape input, int outputs, ModelOptions options, Rng rng) => Create(text, ModelTask.Numbers(input, outputs), options, rng);

    static (ModelChoice Choice, Written Written) Read(string text, Settings said)
    {
        var (choice, written) = Choices.Read(text, said);
        return written.Make(at =>
        {
            choice.Check?.Invoke(at);
            return (choice, at);
        });
    }

    static string Having(string path) => Choices.All.Where(choice => choice.Settings.Any(setting => setting.Path == path)).ToArray() is { Length: > 0 } having
        ? $"it is one of {string.Join(", ", having.Select(choice => choice.Name))}" : "no model has it";

    static IEnumerable<string> ExamplesFor(ModelTask task) =>
        from each in Choices.All.Where(each => each.Tasks.HasFlag(task.Kind)).OrderBy(each => each.Example is null).Take(4)
        select each.Example is null ? each.Name : $"{each.Name}:{each.Example}";
}
