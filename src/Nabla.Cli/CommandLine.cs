using System.CommandLine.Help;
using Nabla.Cli.Commands;

namespace Nabla.Cli;

/// <summary>The command <c>nabla</c>: reads the words, runs the verb, and turns whatever happens into an exit code: 0 done, 1 the work failed, 2 the words are off.</summary>
static class CommandLine
{
    /// <summary>Runs one command. Only results go to <paramref name="output"/>; progress and errors go to <paramref name="error"/>.</summary>
    public static int Run(IReadOnlyList<string> words, TextWriter output, TextWriter error)
    {
        var shared = new SharedOptions();
        var failures = new CommandLineErrors(output, error, HasSwitch(words, shared.Json), HasSwitch(words, shared.Debug));
        try
        {
            var parse = Root(shared, output, error).Parse(words, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
            WordCheck.Check(parse);
            return parse.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error });
        }
        catch (Exception failure)
        {
            return failures.Report(failure);
        }
    }

    static RootCommand Root(SharedOptions shared, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Nabla: deep learning in pure .NET. Trains, judges and explains neural networks.");
        root.Directives.Clear();
        foreach (Option option in new Option[] { shared.Json, shared.Quiet, shared.Debug }) root.Add(option);
        foreach (var verb in Verbs(new VerbContext(shared, output, error))) root.Add(verb);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExample((HelpAction)help.Action!);
        root.Action = help.Action;
        return root;
    }

    static IEnumerable<Command> Verbs(VerbContext context) =>
    [
        new TrainCommand(context), new EvaluateCommand(context), new PredictCommand(context), new GenerateCommand(context), new InspectCommand(context), new ReportCommand(context), new DataCommand(context), new BenchCommand(context),
    ];

    // Asked before the words are understood, since they may be wrong.
    static bool HasSwitch(IReadOnlyList<string> words, Option option) => words.Contains(option.Name);
}
