using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Nabla.Lessons.Tests;

/// <summary>One lesson in its quick form, run once as a reader runs it, and what it measured.</summary>
sealed class LessonRun
{
    static readonly ConcurrentDictionary<string, Lazy<LessonRun>> runs = [];
    static readonly Lock building = new();
    static readonly string scratch = Directory.CreateTempSubdirectory("nabla-lessons-").FullName;

    readonly JsonObject numbers;

    LessonRun(string name)
    {
        string file = Path.Combine(LessonFolder.Path, name + ".cs");
        // Lessons share the libraries that they are built on: one build at a time.
        lock (building) Dotnet("build", file, "-v", "q", "-nologo");
        Output = Dotnet("run", "--no-build", file, "--", "--quick", "--out", scratch);
        Folder = Path.Combine(scratch, name);
        Record = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "lesson.json")))!.AsObject();
        numbers = Record["numbers"]!.AsObject();
    }

    /// <summary>The run of a lesson, by its file's name without ".cs".</summary>
    public static LessonRun Of(string name) => runs.GetOrAdd(name, key => new(() => new(key))).Value;

    /// <summary>What it printed.</summary>
    public string Output { get; }

    /// <summary>Where its figures are.</summary>
    public string Folder { get; }

    /// <summary>What it wrote down.</summary>
    public JsonObject Record { get; }

    /// <summary>A number it measured, by its name.</summary>
    public double this[string what] => numbers[what] switch
    {
        null => throw new KeyNotFoundException($"The lesson measured no '{what}': it has {string.Join(", ", numbers.Select(number => $"'{number.Key}'"))}."),
        var number when number.GetValueKind() == System.Text.Json.JsonValueKind.String => double.Parse(number.GetValue<string>(), CultureInfo.InvariantCulture),
        var number => number.GetValue<double>(),
    };

    static string Dotnet(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", words) { RedirectStandardOutput = true, RedirectStandardError = true };
        // A build inside a test run must not take over what the outer build set for itself.
        foreach (string name in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray()) start.Environment.Remove(name);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"dotnet {string.Join(' ', words)} ended with {process.ExitCode}:\n{output}\n{errors.Result}");
    }
}
