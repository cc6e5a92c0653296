using Nabla.Reports;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla report</c>: draws a run.</summary>
sealed class ReportCommand : Verb
{
    readonly Argument<string> run = new("RUN") { Description = "a run folder, or its name in runs/; one under way will do" };

    public ReportCommand(VerbContext context) : base(context, "report", "Draws a run: figures as SVG, and one self-contained HTML page.", "nabla report runs/glyphs-mlp") => Add(run);

    protected override int Run(ParseResult words, Channels channels)
    {
        var folder = SavedRun.OpenFolder(words.GetValue(run)!);
        string page = RunReport.Write(folder);
        string[] figures = [.. Directory.EnumerateFiles(folder.Figures, "*.svg").Order(StringComparer.Ordinal)];
        channels.Finish(
            text =>
            {
                text.WriteLine($"report   {SavedRun.Short(page)}");
                foreach (string figure in figures) text.WriteLine($"figure   {SavedRun.Short(figure)}");
            },
            json =>
            {
                json.WriteString("run", folder.Path);
                json.WriteString("report", page);
                json.WriteStartArray("figures");
                foreach (string figure in figures) json.WriteStringValue(figure);
                json.WriteEndArray();
            });
        return 0;
    }
}
