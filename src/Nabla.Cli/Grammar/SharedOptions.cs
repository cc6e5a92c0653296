namespace Nabla.Cli.Grammar;

/// <summary>The options that verbs share.</summary>
sealed class SharedOptions
{
    /// <summary>Of every verb: one JSON object as the last line of standard output.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "end with one JSON object on standard output, and write nothing else there", Recursive = true };

    /// <summary>Of every verb: no progress.</summary>
    public Option<bool> Quiet { get; } = new("--quiet") { Description = "show no progress", Recursive = true };

    /// <summary>Of every verb: stack traces.</summary>
    public Option<bool> Debug { get; } = new("--debug") { Description = "show the stack trace of an error", Recursive = true };

    /// <summary>Of verbs that draw random numbers.</summary>
    public Option<string?> Seed { get; } = OfField("--seed", "INTEGER", "seed");

    /// <summary>Of verbs that compute.</summary>
    public Option<string?> Threads { get; } = OfField("--threads", "COUNT", "threads");

    /// <summary>An option that is described as a recipe's field is.</summary>
    public static Option<string?> OfField(string name, string value, string path, params string[] aliases)
    {
        var field = RecipeFields.Find(path);
        return new(name, aliases) { Description = $"{field.Description} [{field.Default}]", HelpName = value };
    }
}
