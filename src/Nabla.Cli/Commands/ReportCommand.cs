using System.CommandLine;
using Nabla.Cli.Grammar;
using Nabla.Cli.Inputs;
using Nabla.Cli.Output;
using Nabla.Cli.Reports;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla report</c>: draws a run, finished or under way.</summary>
sealed class ReportCommand : Verb
{
    readonly Argument<string> path = new("RUN") { Description = "a run folder, or its name in runs/" };

    public ReportCommand(VerbContext context) : base(context, "report", "Writes one self-contained page with figures for a run, finished or under way.",
        "nabla report runs/glyphs-mlp") => Add(path);

    protected override int Run(ParseResult words, Channels channels)
    {
        var folder = SavedRun.OpenFolder(words.GetValue(path)!);
        string page = SavedRun.Short(RunReport.Write(folder)), figures = SavedRun.Short(folder.Figures);
        channels.Finish(text =>
        {
            text.WriteLine($"report   {page}");
            text.WriteLine($"figures  {figures}");
        }, json =>
        {
            json.WriteString("report", page);
            json.WriteString("figures", figures);
        });
        return 0;
    }
}
