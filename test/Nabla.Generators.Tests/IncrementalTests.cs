using System.Collections;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static Nabla.Generators.Tests.ModuleSources;

namespace Nabla.Generators.Tests;

public class IncrementalTests
{
    const string Net = "public partial class Net : Module { readonly Parameter weight = new(); }";
    const string Other = "public partial class Other : Module { readonly Parameter gain = new(); }";

    static (IncrementalStepRunReason[] Models, IncrementalStepRunReason[] Outputs) Reasons(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results.Single();
        return (Of(result.TrackedSteps[ModuleGenerator.ModelStep]), Of(result.TrackedOutputSteps.SelectMany(step => step.Value)));

        static IncrementalStepRunReason[] Of(IEnumerable<IncrementalGeneratorRunStep> steps) => [.. steps.SelectMany(step => step.Outputs).Select(output => output.Reason)];
    }

    static (IncrementalStepRunReason[] Models, IncrementalStepRunReason[] Outputs) AfterEdit(Func<CSharpCompilation, CSharpCompilation> edit)
    {
        var compilation = Compile(Net, Other);
        return Reasons(Driver().RunGenerators(compilation).RunGenerators(edit(compilation)));
    }

    static CSharpCompilation Replace(CSharpCompilation compilation, string old, string text)
    {
        var tree = compilation.SyntaxTrees.Single(each => each.ToString() == old);
        return compilation.ReplaceSyntaxTree(tree, Parse(text, tree.FilePath));
    }

    [Fact]
    public void An_edit_elsewhere_writes_nothing_again()
    {
        var (models, outputs) = AfterEdit(compilation => compilation.AddSyntaxTrees(Parse("class Unrelated { int x; }", "new.cs")));
        Assert.Equal(2, models.Length);
        Assert.All(models, reason => Assert.True(reason is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], outputs);
    }

    [Fact]
    public void An_edit_inside_the_class_that_changes_no_part_writes_nothing_again()
    {
        var (_, outputs) = AfterEdit(compilation => Replace(compilation, Net, "public partial class Net : Module { readonly Parameter weight = new(); int Twice(int x) => 2 * x; }"));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], outputs);
    }

    [Fact]
    public void A_new_part_writes_its_class_again_and_no_other()
    {
        var (_, outputs) = AfterEdit(compilation => Replace(compilation, Net, "public partial class Net : Module { readonly Parameter weight = new(), bias = new(); }"));
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], outputs);
    }

    [Fact]
    public void A_renamed_base_takes_its_classes_visit_away()
    {
        var (_, outputs) = AfterEdit(compilation => Replace(compilation, Net, "public partial class Net : List<int> { readonly Parameter weight = new(); }"));
        Assert.Contains(IncrementalStepRunReason.Removed, outputs);
    }

    [Fact]
    public void The_cache_holds_no_symbols_and_no_syntax()
    {
        var driver = Driver().RunGenerators(Compile(Net, Other));
        var models = driver.GetRunResult().Results.Single().TrackedSteps[ModuleGenerator.ModelStep].SelectMany(step => step.Outputs).Select(output => output.Value).ToList();
        Assert.Equal(2, models.Count);
        foreach (object? model in models) Plain(model);
    }

    static void Plain(object? value)
    {
        if (value is null or string or bool or int or Enum) return;
        Assert.False(value is ISymbol or SyntaxNode or Compilation or SemanticModel or Location, $"{value.GetType()} is kept between runs");
        Assert.StartsWith("Nabla.Generators", value.GetType().Namespace);
        if (value is IEnumerable items) foreach (object? item in items) Plain(item);
        else foreach (var property in value.GetType().GetProperties()) Plain(property.GetValue(value));
    }
}
