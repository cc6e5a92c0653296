using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Nabla.Lessons;

/// <summary>
/// What a lesson has in common with the others: its short form, its table, its figures, its verdict. Everything it measures
/// also goes to <c>lessons/out/NN-name/lesson.json</c>, where its test and the page of all lessons read it.
/// </summary>
sealed class Lesson
{
    readonly Stopwatch clock = Stopwatch.StartNew();
    readonly JsonObject numbers = [];
    readonly JsonArray figures = [];
    readonly string name, claim, folder;

    /// <summary>Begins a lesson: prints the claim.</summary>
    /// <param name="claim">What the slides say, in one sentence.</param>
    /// <param name="args">The lesson's own: --quick for a few seconds' worth, --out FOLDER for another place than lessons/out.</param>
    public Lesson(string claim, string[] args)
    {
        // Numbers are written alike everywhere.
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        string path = (string)AppContext.GetData("EntryPointFilePath")!;
        (this.claim, name, Quick) = (claim, Path.GetFileNameWithoutExtension(path), args.Contains("--quick"));
        int place = Array.IndexOf(args, "--out");
        folder = Path.Combine(place < 0 ? Path.Combine(Path.GetDirectoryName(path)!, "out") : args[place + 1], name);
        if (args.Where((word, i) => word is not ("--quick" or "--out") && i != place + 1).FirstOrDefault() is { } unknown)
        {
            Console.Error.WriteLine($"The lesson does not know '{unknown}': it takes --quick and --out FOLDER.");
            Environment.Exit(2);
        }
        Console.WriteLine($"Lesson {name.Replace('-', ' ')}\nClaim: {claim}\n");
    }

    /// <summary>Whether a few seconds are all it may take: fewer seeds, smaller sizes, the same claim.</summary>
    public bool Quick { get; }

    /// <summary>One of two sizes.</summary>
    public T Pick<T>(T full, T quick) => Quick ? quick : full;

    /// <summary>Prints a table: numbers to four significant digits, right-aligned; texts as they are.</summary>
    public void Table(string[] heads, IEnumerable<object[]> rows)
    {
        string[][] cells = [heads, .. rows.Select(row => row.Select(Text).ToArray())];
        int[] widths = [.. heads.Select((_, column) => cells.Max(row => row[column].Length))];
        foreach (string[] row in cells) Console.WriteLine("  " + string.Join("   ", row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd());
        Console.WriteLine();
    }

    /// <summary>Keeps a measured number under a name, for the test.</summary>
    public double Measure(string what, double value)
    {
        numbers[what] = double.IsFinite(value) ? value : value.ToString(CultureInfo.InvariantCulture);
        return value;
    }

    /// <summary>A number kept before, for the verdict.</summary>
    public double Measured(string what) => numbers[what]!.GetValue<double>();

    /// <summary>Writes a figure beside the others of the lesson.</summary>
    public void Save(Picture figure, string file)
    {
        figure.Save(Path.Combine(folder, file + ".svg"));
        figures.Add(file + ".svg");
    }

    /// <summary>Ends the lesson: prints what was found, in one sentence with its numbers, and writes everything down.</summary>
    public void Verdict(string sentence)
    {
        double seconds = clock.Elapsed.TotalSeconds;
        Console.WriteLine($"Verdict: {sentence}\n({seconds:0.0} s; figures in {folder})");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "lesson.json"), new JsonObject
        {
            ["name"] = name, ["claim"] = claim, ["verdict"] = sentence, ["quick"] = Quick, ["seconds"] = Math.Round(seconds, 1), ["numbers"] = numbers, ["figures"] = figures,
        }.ToJsonString());
    }

    static string Text(object cell) => cell is double or float ? ((IFormattable)cell).ToString("G4", CultureInfo.InvariantCulture) : Convert.ToString(cell, CultureInfo.InvariantCulture)!;
}
