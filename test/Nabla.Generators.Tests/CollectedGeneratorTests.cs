using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Nabla.Generators.Tests;

public class CollectedGeneratorTests
{
    const string List = """
        using System.Linq;
        namespace Nabla.Words
        {
            [AttributeUsage(AttributeTargets.Property)] sealed class CollectedAttribute(string what) : Attribute { public string What => what; }
        }
        namespace Own
        {
            public class Choice<T>(string name) { public string Name => name; }
            public sealed class Choices<C>(string what, IEnumerable<C> all) where C : Choice<int?> { public string Text => what + ": " + string.Join(" ", all.Select(each => each.Name)); }
            public sealed class Special(string name) : Choice<int?>(name);
            public abstract partial record Rule
            {
                [Nabla.Words.Collected("rule \"1\"")]
                public static partial Choices<Choice<int?>> All { get; }
                public static string Names => All.Text;
            }
        }
        """;

    static CSharpCompilation Compile(params string[] sources) => ModuleSources.Compile([List, .. sources]);

    static GeneratorDriver Driver() => CSharpGeneratorDriver.Create([new CollectedGenerator().AsSourceGenerator()],
        parseOptions: new CSharpParseOptions(LanguageVersion.Latest), driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    static string[] Errors(params string[] sources)
    {
        Driver().RunGeneratorsAndUpdateCompilation(Compile(sources), out var output, out _);
        return [.. output.GetDiagnostics().Where(each => each.Severity == DiagnosticSeverity.Error).Select(each => each.GetMessage())];
    }

    static string Names(params string[] sources)
    {
        Driver().RunGeneratorsAndUpdateCompilation(Compile(sources), out var output, out _);
        var stream = new MemoryStream();
        Assert.True(output.Emit(stream).Success);
        stream.Position = 0;
        var context = new AssemblyLoadContext(null, isCollectible: true);
        string names = (string)context.LoadFromStream(stream).GetType("Own.Rule")!.GetProperty("Names")!.GetValue(null)!;
        context.Unload();
        return names;
    }

    [Fact]
    public void All_members_of_the_type_are_listed_wherever_they_are() => Assert.Equal("rule \"1\": first second third fourth", Names(
        "namespace Own.Deeper { record Sgd : Rule { internal static readonly Choice<int?> B = new(\"second\"), A = new(\"first\"), None2 = new(\"third\"); readonly Choice<int?> own = new(\"no\"); } }",
        "namespace Own { static class Outer { internal static class Inner { public static Special Property { get; } = new(\"fourth\"); internal static Choice<long?> Other = new(\"no\"); } } }"));

    [Fact]
    public void Nothing_to_list_is_an_empty_list() => Assert.Equal("rule \"1\": ", Names());

    [Theory]
    [InlineData("class Hidden { static readonly Own.Choice<int?> one = new(\"one\"); }", "Hidden.one")]
    [InlineData("class Outer { class Inner { internal static readonly Own.Choice<int?> One = new(\"one\"); } }", "Outer.Inner.One")]
    [InlineData("class Many<T> { internal static readonly Own.Choice<int?> One = new(\"one\"); }", "Many<T>.One")]
    [InlineData("file class Local { internal static readonly Own.Choice<int?> One = new(\"one\"); }", "Local.One")]
    public void What_the_list_cannot_see_is_an_error_and_not_left_out(string source, string name) =>
        Assert.Contains($"{name} is collected by Own.Rule.All, which cannot see it: make it and the types around it internal", Assert.Single(Errors(source)));

    [Fact]
    public void An_edit_elsewhere_writes_nothing_again()
    {
        var compilation = Compile("class Sgd { internal static readonly Own.Choice<int?> One = new(\"one\"); }");
        var driver = Driver().RunGenerators(compilation).RunGenerators(compilation.AddSyntaxTrees(ModuleSources.Parse("class Unrelated { static readonly Own.Special? s; }", "new.cs")));
        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(driver));
        driver = driver.RunGenerators(compilation.AddSyntaxTrees(ModuleSources.Parse("class Unrelated { static readonly Own.Special? s; int x; }", "new.cs")));
        Assert.All(Reasons(driver), reason => Assert.True(reason is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached));
    }

    static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorDriver driver) =>
        driver.GetRunResult().Results.Single().TrackedSteps[CollectedGenerator.ListStep].SelectMany(step => step.Outputs).Select(output => output.Reason);
}
