using Nabla.Cli.Interruption;
using Nabla.Generation;
using Nabla.Pretrained;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla generate</c>: has a trained language model write.</summary>
sealed class GenerateCommand : Verb
{
    const int SideBySide = 16, MostTokens = 1_000_000, MostSamples = 10_000;

    readonly Argument<string> run = new("RUN") { Description = "a run folder, its name in runs/, or a GPT-2 folder with config.json, model.safetensors and a tokenizer" };
    readonly Option<string?> prompt = new("--prompt") { Description = "what the text begins with; - reads it from standard input [a new text]", HelpName = "TEXT" };
    readonly Option<string?> tokens = new("--tokens") { Description = "the most tokens that are written [200]", HelpName = "COUNT" };
    readonly Option<string?> temperature = new("--temperature") { Description = "below 1 the likely gets likelier; 0 takes the likeliest token always [1]", HelpName = "NUMBER" };
    readonly Option<string?> topK = new("--top-k") { Description = "draw from so many of the likeliest tokens [all]", HelpName = "COUNT" };
    readonly Option<string?> topP = new("--top-p") { Description = "draw from the fewest likeliest tokens that make up this share [1]", HelpName = "SHARE" };
    readonly Option<string?> penalty = new("--repetition-penalty") { Description = "above 1 makes what was said less likely [1]", HelpName = "NUMBER" };
    readonly Option<string[]> stops = new("--stop") { Description = "text that ends the writing, and is cut off; \\n is a new line; may be given often", HelpName = "TEXT", Arity = ArgumentArity.OneOrMore };
    readonly Option<string?> samples = new("--samples") { Description = "how many texts; the first draws with the seed, the next with the number after it [1]", HelpName = "COUNT" };

    public GenerateCommand(VerbContext context) : base(context, "generate", "Has a trained language model write.",
        "nabla generate runs/shakespeare-gpt --prompt \"To be\" --temperature 0.8", "nabla generate runs/names-mlp-lm --samples 10 --seed 7 --json")
    {
        Add(run);
        foreach (Option option in new Option[] { prompt, tokens, temperature, topK, topP, penalty, stops, samples, Shared.Seed, Shared.Threads }) Add(option);
    }

    public override void WriteNotes(TextWriter help) => help.WriteLine("\nCtrl-C once ends with what is there.");

    protected override int Run(ParseResult words, Channels channels)
    {
        var options = Read(words);
        int count = NumberWord.Whole(words.GetValue(samples) ?? "1", "--samples", 1, MostSamples);
        string name = words.GetValue(run)!, begin = words.GetValue(prompt) switch { null => "", "-" => Console.In.ReadToEnd(), var text => text };
        var (generator, trained) = Open(name);
        var recipe = RecipeOptions.Override(words, trained, (Shared.Seed, "seed"), (Shared.Threads, "threads"));
        if (recipe.Threads is { } threads) CpuDevice.Threads = threads;
        options = options with { Seed = recipe.Seed };
        using var stop = new StopSignal(channels, "Stopping.");
        var written = new WrittenText(channels, name, begin, trained.HasLines ? null : "---");
        if (count == 1) written.Stream(generator.Stream([begin], options, stop.Token));
        else
            foreach (int[] group in Enumerable.Range(0, count).Chunk(SideBySide))
                if (!stop.Token.IsCancellationRequested && !channels.IsUnread)
                    written.Show(generator.Write([.. group.Select(_ => begin)],
                        options with { Seed = unchecked(recipe.Seed + group[0]) }, stop.Token));
        written.Finish();
        return 0;
    }

    // A run, or a GPT-2 in a folder as Hugging Face has it.
    static (Generator Generator, Recipe Trained) Open(string path)
    {
        var folder = new Gpt2Folder(path);
        if (!folder.Exists) return SavedRun.Open(path) is var saved ? (saved.Generator(), saved.Recipe) : default;
        var tokenizer = folder.LoadTokenizer(); // before the weights, which take longer
        return (new Generator(folder.LoadModel(), tokenizer), Recipe.Standard);
    }

    GenerationOptions Read(ParseResult words) => new()
    {
        MostTokens = NumberWord.Whole(words.GetValue(tokens) ?? "200", "--tokens", 0, MostTokens),
        Temperature = Temperature(words.GetValue(temperature) ?? "1"),
        TopK = words.GetValue(topK) is { } k ? NumberWord.Whole(k, "--top-k", 1, int.MaxValue) : null,
        TopP = NumberWord.Real(words.GetValue(topP) ?? "1", "--top-p", 1e-9, 1),
        RepetitionPenalty = NumberWord.Real(words.GetValue(penalty) ?? "1", "--repetition-penalty", 0.001, 1000),
        Stop = [.. (words.GetValue(stops) ?? []).Select(text => text.Length > 0 ? text.Replace("\\n", "\n", StringComparison.Ordinal) : throw new UsageException("--stop expects at least one character."))],
    };

    static double Temperature(string word) => NumberWord.Real(word, "--temperature", 0, 1e6) is var value && value is 0 or >= 1e-6 ? value
        : throw new UsageException($"--temperature expects 0 or a number from 1e-06; got '{word}'.");
}
