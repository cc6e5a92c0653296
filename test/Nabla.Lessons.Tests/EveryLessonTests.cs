using System.Reflection;
using System.Xml.Linq;

namespace Nabla.Lessons.Tests;

/// <summary>What holds for every lesson.</summary>
public sealed class EveryLessonTests
{
    public static TheoryData<string> Names => [.. LessonFolder.Names];

    [Theory, MemberData(nameof(Names))]
    public void It_ends_with_a_verdict_that_has_numbers(string name)
    {
        LessonRun lesson = LessonRun.Of(name);
        string verdict = (string)lesson.Record["verdict"]!;
        Assert.Contains("Verdict: " + verdict, lesson.Output, StringComparison.Ordinal);
        Assert.Matches(@"\d", verdict);
        Assert.DoesNotContain("NaN", verdict, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Names))]
    public void It_draws_figures_that_are_well_formed(string name)
    {
        LessonRun lesson = LessonRun.Of(name);
        string[] figures = [.. lesson.Record["figures"]!.AsArray().Select(figure => (string)figure!)];
        Assert.NotEmpty(figures);
        Assert.All(figures, figure => Assert.Equal("svg", XDocument.Load(Path.Combine(lesson.Folder, figure)).Root!.Name.LocalName));
    }

    [Theory, MemberData(nameof(Names))]
    public void It_can_be_read_in_five_minutes(string name) => Assert.InRange(File.ReadLines(Path.Combine(LessonFolder.Path, name + ".cs")).Count(), 20, 120);

    [Theory, MemberData(nameof(Names))]
    public void It_has_a_test_of_its_own(string name)
    {
        string type = string.Concat(name[3..].Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])) + "Tests";
        Assert.Contains(Assembly.GetExecutingAssembly().GetTypes(), test => test.Name == type);
    }
}
