using System.Reflection;
using System.Text.RegularExpressions;
using Nabla.Modules;
using Nabla.Plots;
using Nabla.Tensors;

namespace Nabla.Lessons.Tests;

/// <summary>The map from the slides names what exists.</summary>
public sealed partial class LectureMapTests
{
    static readonly string docs = Path.GetFullPath(Path.Combine(LessonFolder.Path, "../docs"));
    static readonly string map = File.ReadAllText(Path.Combine(docs, "lecture.md"));
    static readonly Type[] types =
        [.. new[] { typeof(Tensor), typeof(Sequential), typeof(Nabla.Experiments.Recipe), typeof(Figure) }.SelectMany(
        one => one.Assembly.GetExportedTypes())];

    [GeneratedRegex(@"\]\(([^)#]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([A-Z][A-Za-z0-9]+)(?:\\.([A-Z][A-Za-z0-9]+))?`")]
    private static partial Regex Name();

    [Fact]
    public void Every_lesson_is_on_it() => Assert.All(LessonFolder.Names, name => Assert.Contains($"../lessons/{name}.cs", map, StringComparison.Ordinal));

    [Fact]
    public void Every_link_leads_somewhere() => Assert.All(Link().Matches(map), link =>
        Assert.True(File.Exists(Path.Combine(docs, link.Groups[1].Value)), $"docs/lecture.md leads to {link.Groups[1].Value}, which is not there: run lessons/all.cs, or mend the link."));

    [Fact]
    public void Every_type_and_member_exists() => Assert.All(Name().Matches(map), name =>
    {
        const BindingFlags Any = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;
        Type[] found = [.. types.Where(type => type.Name.Split('`')[0] == name.Groups[1].Value)];
        string member = name.Groups[2].Value;
        bool isExtension = types.Any(type => type is { IsAbstract: true, IsSealed: true } && type.GetMember(member, Any).Length > 0);
        Assert.True(found.Length > 0 || (member.Length == 0 && types.Any(type => type.GetMember(name.Groups[1].Value, Any).Length > 0)), $"docs/lecture.md names {name.Value}: there is no such public type.");
        Assert.True(member.Length == 0 || isExtension || found.Any(type => type.GetMember(member, Any).Length > 0), $"docs/lecture.md names {name.Value}: it has no public {member}.");
    });
}
