namespace Nabla.Cli.Grammar;

/// <summary>The options that set fields of a recipe, and what a file and options make together: an option beats the file.</summary>
sealed class RecipeOptions
{
    readonly List<(Option<string?> Option, RecipeField Field)> mapped = [];
    readonly Option<string[]> set = new("--set") { Description = "set any recipe field; may be given often", HelpName = "FIELD=VALUE", Arity = ArgumentArity.OneOrMore };
    readonly Option<string?> epochs, steps;

    /// <summary>Adds the options to a verb.</summary>
    public RecipeOptions(Command verb, SharedOptions shared)
    {
        Add(verb, "--data", "NAME|PATH", "data.name");
        Add(verb, "--label", "COLUMN", "data.label");
        Add(verb, "--normalize", "KIND", "data.normalize");
        Add(verb, "--features", "KIND", "data.features");
        Add(verb, "--model", "NAME:SIZES", "model.name");
        Add(verb, "--init", "NAME", "model.init");
        Add(verb, "--loss", "NAME", "loss.name");
        Add(verb, "--optimizer", "NAME", "optimizer.name");
        Add(verb, "--lr", "NUMBER", "optimizer.learningRate", "--learning-rate");
        Add(verb, "--weight-decay", "NUMBER", "optimizer.weightDecay");
        Add(verb, "--schedule", "NAME", "schedule.name");
        Add(verb, "--warmup", "STEPS|%", "schedule.warmup");
        Add(verb, "--clip", "NORM", "clip.norm");
        Add(verb, "--batch", "COUNT", "training.batch");
        epochs = Add(verb, "--epochs", "NUMBER", "training.epochs");
        steps = Add(verb, "--steps", "COUNT", "training.steps");
        mapped.Add((shared.Seed, RecipeFields.Find("seed")));
        mapped.Add((shared.Threads, RecipeFields.Find("threads")));
        foreach (Option option in new Option[] { set, shared.Seed, shared.Threads }) verb.Add(option);
    }

    /// <summary>The recipe that a file (or none) and the options make.</summary>
    /// <exception cref="RecipeException">The file or a value does not fit.</exception>
    /// <exception cref="UsageException">Options contradict each other.</exception>
    public Recipe Read(ParseResult words, string? path)
    {
        Recipe Over(Recipe start) => Apply(words, path is null ? start : RecipeFile.Read(path, start));
        var recipe = Over(Recipe.Standard);
        recipe = StandardRecipes.For(recipe.Data) is var start && start != Recipe.Standard ? Over(start) : recipe;
        foreach (string pair in words.GetValue(set) ?? [])
            if (RecipeFields.Find(pair.Split('=')[0]).Unused(recipe) is { } why) throw new RecipeException($"--set: {why}");
        return recipe;
    }

    /// <summary>Another recipe with what the options set.</summary>
    public Recipe Apply(ParseResult words, Recipe recipe)
    {
        if (IsGiven(words, epochs) && IsGiven(words, steps)) throw new UsageException("--epochs and --steps both say how long to train: give one.");
        if (IsGiven(words, epochs)) recipe = recipe with { Steps = null };
        foreach (var (option, field) in mapped)
            if (words.GetValue(option) is { } value) recipe = Named(option.Name, () => field.Set(recipe, value));
        foreach (string pair in words.GetValue(set) ?? []) recipe = Named("--set", () => SetPair(recipe, pair));
        return recipe;
    }

    /// <summary>Whether any option sets a field that says neither how long to train nor on how many threads.</summary>
    public bool ChangesMoreThanLength(ParseResult words) => words.GetValue(set) is { Length: > 0 }
        || mapped.Any(each => each.Field.Path is not ("training.steps" or "training.epochs" or "threads") && IsGiven(words, each.Option));

    /// <summary>A recipe with what single options of another verb set.</summary>
    public static Recipe Override(ParseResult words, Recipe recipe, params (Option<string?> Option, string Path)[] given)
    {
        foreach (var (option, path) in given)
            if (words.GetValue(option) is { } value) recipe = Named(option.Name, () => RecipeFields.Set(recipe, path, value));
        return recipe;
    }

    /// <summary>The table of fields, for the help.</summary>
    public static void WriteFields(TextWriter help)
    {
        help.WriteLine("\nRecipe fields, for --set and RECIPE.yaml [and their defaults]:");
        foreach (var field in RecipeFields.All)
        {
            string expected = field.Choices.Count > 0 ? "see below" : field.Expected;
            help.WriteLine($"  {$"{field.Path} [{field.Default}]",-42}  {field.Description}: {expected}");
        }
        foreach (var field in RecipeFields.All.Where(field => field.Choices.Count > 0))
        {
            help.WriteLine($"\n{field.Path} may be, with its numbers (in brackets what may be left out):");
            foreach (var choice in field.Choices) help.WriteLine($"  {choice.Form,-42}  {choice.Description}");
        }
    }

    Option<string?> Add(Command verb, string name, string value, string path, params string[] aliases)
    {
        var option = SharedOptions.OfField(name, value, path, aliases);
        verb.Add(option);
        mapped.Add((option, RecipeFields.Find(path)));
        return option;
    }

    static Recipe SetPair(Recipe recipe, string pair)
    {
        int at = pair.IndexOf('=');
        if (at <= 0) throw new RecipeException($"expects FIELD=VALUE, such as model.dropout=0.2; got '{pair}'.");
        return RecipeFields.Set(recipe, pair[..at], pair[(at + 1)..]);
    }

    static Recipe Named(string option, Func<Recipe> set)
    {
        try { return set(); }
        catch (RecipeException error) { throw new RecipeException($"{option}: {error.Message}", error); }
    }

    static bool IsGiven(ParseResult words, Option<string?> option) => words.GetValue(option) is not null;
}
