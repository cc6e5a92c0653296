using System.CommandLine.Help;
using Nabla.Cli.Commands;

namespace Nabla.Cli;

/// <summary>The command <c>nabla</c>: reads the words, runs the verb, and turns whatever happens into an exit code: 0 done, 1 the work failed, 2 the words are off.</summary>
static class CommandLine
{
    /// <summary>Runs one command. Only results go to <paramref name="output"/>; progress and errors go to <paramref name="error"/>.</summary>
    public static int Run(IReadOnlyList<string> words, TextWriter output, TextWriter error)
    {
        var common = new CommonOptions();
        var failures = new CommandLineErrors(output, error, HasSwitch(words, common.Json), HasSwitch(words, common.Debug));
        try
        {
            var parse = Root(common, output, error).Parse(words, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
            WordCheck.Check(parse);
            return parse.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error });
        }
        catch (Exception failure)
        {
            return failures.Report(failure);
        }
    }

    static RootCommand Root(CommonOptions common, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Nabla: deep learning in pure .NET. Trains, judges and explains neural networks.");
        root.Directives.Clear();
        foreach (Option option in new Option[] { common.Json, common.Quiet, common.Debug }) root.Add(option);
        foreach (var verb in Verbs(new VerbContext(common, output, error))) root.Add(verb);
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
