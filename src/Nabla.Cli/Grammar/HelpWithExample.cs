using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Nabla.Cli.Grammar;

/// <summary>The usual help, followed by a verb's examples and notes.</summary>
sealed class HelpWithExample(HelpAction usual) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult words)
    {
        int code = usual.Invoke(words);
        var output = words.InvocationConfiguration.Output;
        var command = words.CommandResult.Command;
        if (command is RootCommand) output.WriteLine("Example:\n  nabla train --data glyphs --epochs 2\n\nExit codes: 0 done, 1 the work failed, 2 the words are off.");
        else WriteExamples(command is Verb verb ? [verb] : [.. command.Subcommands.OfType<Verb>()], output);
        return code;
    }

    static void WriteExamples(IReadOnlyList<Verb> verbs, TextWriter output)
    {
        string[] examples = [.. verbs.SelectMany(verb => verb.Examples)];
        output.WriteLine(examples.Length == 1 ? "Example:" : "Examples:");
        foreach (string example in examples) output.WriteLine($"  {example}");
        foreach (var verb in verbs) verb.WriteNotes(output);
    }
}
