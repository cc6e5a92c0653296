// Runs every lesson in full and writes docs/lessons.md from what they found: dotnet run lessons/all.cs [-- NUMBER…]
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

string lessons = (string)AppContext.GetData("EntryPointFileDirectoryPath")!, docs = Path.GetFullPath(Path.Combine(lessons, "..", "docs"));
string[] names = [.. Directory.GetFiles(lessons, "??-*.cs").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];
string[] wanted = args.Length == 0 ? names : [.. names.Where(name => args.Contains(name[..2]))];
var clock = Stopwatch.StartNew();
var failed = new List<string>();
foreach (string name in wanted)
{
    Console.WriteLine($"[{Array.IndexOf(wanted, name) + 1} of {wanted.Length}, {clock.Elapsed:m\\:ss}] {name}");
    using Process process = Process.Start(new ProcessStartInfo("dotnet", ["run", "--no-cache", Path.Combine(lessons, name + ".cs")]) { RedirectStandardOutput = true })!;
    string output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    Console.WriteLine(process.ExitCode == 0 ? "  " + output.Split('\n').Last(line => line.StartsWith("Verdict", StringComparison.Ordinal)) : output);
    if (process.ExitCode != 0) failed.Add(name);
}

// What was not run here keeps its section.
string target = Path.Combine(docs, "lessons.md");
var sections = (File.Exists(target) ? File.ReadAllText(target) : "").Split("\n## ").Skip(1).ToDictionary(section => section[..2], section => $"## {section.TrimEnd()}\n\n");
var page = new StringBuilder("""
    # The lessons

    Each claim of the lecture, measured. A lesson is one file that you can read, change and run: `dotnet run lessons/10-vanishing-gradient.cs`.
    This page comes from `dotnet run lessons/all.cs`; [lecture.md](lecture.md) says which slide each belongs to.


    """);
foreach (string name in names)
{
    string found = Path.Combine(lessons, "out", name, "lesson.json"), figures = Path.Combine(docs, "lessons", name);
    if (!File.Exists(found))
    {
        page.Append(sections.GetValueOrDefault(name[..2]));
        continue;
    }
    JsonObject lesson = JsonNode.Parse(File.ReadAllText(found))!.AsObject();
    if (Directory.Exists(figures)) Directory.Delete(figures, recursive: true);
    Directory.CreateDirectory(figures);
    page.Append($"## {name[..2]} {name[3..].Replace('-', ' ')}\n\n*Claim:* {lesson["claim"]}.\n\n*Found:* {lesson["verdict"]}\n\n");
    foreach (string figure in lesson["figures"]!.AsArray().Select(figure => (string)figure!))
    {
        File.Copy(Path.Combine(lessons, "out", name, figure), Path.Combine(figures, figure));
        page.Append($"![{name[3..].Replace('-', ' ')}: {Path.GetFileNameWithoutExtension(figure).Replace('-', ' ')}](lessons/{name}/{figure})\n\n");
    }
    page.Append($"[`lessons/{name}.cs`](../lessons/{name}.cs), {lesson["seconds"]} s on the machine that made this page.\n\n");
}
File.WriteAllText(target, page.ToString().TrimEnd() + "\n");
Console.WriteLine($"{wanted.Length - failed.Count} of {wanted.Length} lessons ran in {clock.Elapsed:m\\:ss}; page: {target}");
if (failed.Count > 0) Console.Error.WriteLine($"These failed: {string.Join(", ", failed)}");
return failed.Count > 0 ? 1 : 0;
