using Spectre.Console;

namespace Nabla.Cli.Output;

/// <summary>A table of plain text, without escape codes, as wide as its cells need.</summary>
static class TextTable
{
    const int Widest = 10_000;

    /// <summary>Writes a table; columns whose heading begins with '&gt;' are aligned to the right.</summary>
    public static void Write(TextWriter output, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (string heading in headings)
        {
            bool right = heading.StartsWith('>');
            var column = new TableColumn(new Spectre.Console.Text(right ? heading[1..] : heading)) { NoWrap = true, Padding = new Padding(0, 0, 2, 0) };
            table.AddColumn(right ? column.RightAligned() : column);
        }
        foreach (var row in rows) table.AddRow(row.Select(cell => new Spectre.Console.Text(cell)));
        var rendered = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(rendered) });
        console.Profile.Width = Widest;
        console.Write(table);
        foreach (string line in rendered.ToString().TrimEnd().Split('\n')) output.WriteLine(line.TrimEnd());
    }
}
