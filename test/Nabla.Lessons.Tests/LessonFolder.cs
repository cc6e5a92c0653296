using System.Runtime.CompilerServices;

namespace Nabla.Lessons.Tests;

/// <summary>Where the lessons are.</summary>
static class LessonFolder
{
    /// <summary>The folder of the lessons.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Repository(), "lessons");

    /// <summary>The lessons by number, without ".cs".</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetFiles(Path, "??-*.cs").Select(file => System.IO.Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    static string Repository([CallerFilePath] string here = "") => System.IO.Path.GetFullPath(System.IO.Path.Combine(here, "../../.."));
}
