using System.Collections.Immutable;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Nabla.Generators.Tests;

/// <summary>Compiles sources in memory together with the few types that the generator knows by name, and walks the modules that come out.</summary>
static class ModuleSources
{
    const string Framework = """
        namespace Nabla.Parameters
        {
            public class Parameter;
        }
        namespace Nabla.Modules
        {
            public class ModuleBuffer;
            public interface IModuleVisitor
            {
                void Child(string name, Module child);
                void Parameter(string name, Nabla.Parameters.Parameter parameter);
                void Buffer(string name, ModuleBuffer buffer);
            }
            public abstract class Module
            {
                protected internal abstract void Visit(IModuleVisitor visitor);
            }
            public class Linear : Module
            {
                readonly Nabla.Parameters.Parameter weight = new();
                protected internal override void Visit(IModuleVisitor visitor) => visitor.Parameter("weight", weight);
            }
            public sealed class Walk(string prefix, System.Collections.Generic.List<string> names) : IModuleVisitor
            {
                public static string Of(Module module)
                {
                    var names = new System.Collections.Generic.List<string>();
                    module.Visit(new Walk("", names));
                    return string.Join(" ", names);
                }
                public void Child(string name, Module child) => child.Visit(new Walk(prefix + name + ".", names));
                public void Parameter(string name, Nabla.Parameters.Parameter parameter) => names.Add(prefix + name + (parameter is null ? "(null)" : ""));
                public void Buffer(string name, ModuleBuffer buffer) => names.Add(prefix + name + (buffer is null ? "(null)" : "!"));
            }
        }
        """;

    const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Collections.Immutable;
        global using Nabla.Modules;
        global using Nabla.Parameters;
        """;

    static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    static readonly ImmutableArray<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "System.Collections.dll" or "System.Collections.Immutable.dll" or "System.Linq.dll" or "netstandard.dll")
            .Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>The sources, the framework's types among them.</summary>
    public static CSharpCompilation Compile(params string[] sources) => Compile("Own", [], [Framework, Usings, .. sources]);

    /// <summary>The framework's types alone, as an assembly that opens its internals to the named one.</summary>
    public static MetadataReference FrameworkFor(string friend)
    {
        var compilation = Compile("Framework", [], [Framework, $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{friend}\")]"]);
        var stream = new MemoryStream();
        Assert.True(compilation.Emit(stream).Success);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    /// <summary>The sources, with the framework's types in another assembly.</summary>
    public static CSharpCompilation CompileAgainst(MetadataReference framework, string source) => Compile("User", [framework], [Usings, source]);

    /// <summary>A new instance of a class that is compiled against the true Nabla.</summary>
    public static Modules.Module New(string type, string source)
    {
        string[] nabla = [typeof(Modules.Module).Assembly.Location, typeof(Tensors.Tensor).Assembly.Location];
        var compilation = Compile("User", [.. nabla.Select(path => MetadataReference.CreateFromFile(path))], [Usings, source]);
        var stream = new MemoryStream();
        Assert.True(Generate(compilation).Output.Emit(stream).Success);
        stream.Position = 0;
        var assembly = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(stream);
        return (Modules.Module)Activator.CreateInstance(assembly.GetType(type, throwOnError: true)!)!;
    }

    static CSharpCompilation Compile(string name, MetadataReference[] more, string[] sources) => CSharpCompilation.Create(
        name,
        sources.Select((source, index) => Parse(source, $"{index}.cs")),
        [.. References, .. more],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, Parsing, path);

    /// <summary>A driver that keeps what each step did.</summary>
    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new ModuleGenerator().AsSourceGenerator()],
        parseOptions: Parsing,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The generated files; the whole must compile without a warning.</summary>
    public static (Compilation Output, IReadOnlyDictionary<string, string> Files) Generate(CSharpCompilation compilation)
    {
        var driver = Driver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        Assert.Empty(output.GetDiagnostics().Where(each => each.Severity >= DiagnosticSeverity.Warning && each.Id is not ("CS1591" or "CS0169" or "CS0414")));
        Assert.Empty(driver.GetRunResult().Diagnostics);
        return (output, driver.GetRunResult().GeneratedTrees.ToDictionary(tree => Path.GetFileName(tree.FilePath), tree => tree.ToString()));
    }

    /// <summary>The paths that a new instance of a class is visited by, in order, parted by spaces; buffers end in !.</summary>
    public static string Paths(string type, params string[] sources)
    {
        var stream = new MemoryStream();
        Assert.True(Generate(Compile(sources)).Output.Emit(stream).Success);
        stream.Position = 0;
        var context = new AssemblyLoadContext(null, isCollectible: true);
        var assembly = context.LoadFromStream(stream);
        object module = Activator.CreateInstance(assembly.GetType(type, throwOnError: true)!)!;
        string paths = (string)assembly.GetType("Nabla.Modules.Walk")!.GetMethod("Of")!.Invoke(null, [module])!;
        context.Unload();
        return paths;
    }

    /// <summary>What generator and analyzer say about the sources, as "ID at 'text': message".</summary>
    public static async Task<string[]> Verdicts(params string[] sources)
    {
        // As the compiler does it: the analyzer reads the sources with what was generated.
        var refusals = Driver().RunGeneratorsAndUpdateCompilation(Compile(sources), out var compilation, out _).GetRunResult().Diagnostics;
        var diagnostics = await compilation.WithAnalyzers([new ModuleAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return [.. refusals.Concat(diagnostics).OrderBy(each => each.Location.SourceSpan.Start).ThenBy(each => each.Id)
            .Select(each => $"{each.Id} at '{Source(each).ToString(each.Location.SourceSpan)}': {each.GetMessage()}")];

        SourceText Source(Diagnostic each) => compilation.SyntaxTrees.Single(tree => tree.FilePath == each.Location.GetLineSpan().Path).GetText();
    }
}
