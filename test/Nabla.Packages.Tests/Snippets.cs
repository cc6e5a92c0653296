using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Nabla.Packages.Tests;

/// <summary>
/// The C# of a page, compiled as pasted. A block of types is a file beside every program; one of statements is a program, if it begins with
/// usings or is the first, and else goes on with the program before it.
/// </summary>
/// <param name="page">The text of the page.</param>
/// <param name="usings">What usings the project has.</param>
sealed partial class Snippets(string page, IEnumerable<string> usings)
{
    static readonly CSharpParseOptions parsing = new(LanguageVersion.Preview);

    static readonly MetadataReference[] references =
        [.. from path in ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            where !Path.GetFileName(path).StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
            select MetadataReference.CreateFromFile(path)];

    /// <summary>Files of types.</summary>
    public IReadOnlyList<string> Types { get; } = [.. Blocks(page).Where(block => !IsProgram(block))];

    /// <summary>Programs.</summary>
    public IReadOnlyList<string> Programs { get; } = Joined([.. Blocks(page).Where(IsProgram)]);

    /// <summary>Runs a program in a folder of its own.</summary>
    /// <returns>The lines that it printed.</returns>
    public string[] Run(int number)
    {
        (TextWriter console, string place) = (Console.Out, Environment.CurrentDirectory);
        using var said = new StringWriter();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("nabla-readme-");
        try
        {
            Console.SetOut(said);
            Environment.CurrentDirectory = folder.FullName;
            MethodInfo main = Compiled(number).EntryPoint!;
            main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [Array.Empty<string>()], null);
            return said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            Console.SetOut(console);
            Environment.CurrentDirectory = place;
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A program with the types beside it, without an error or a warning.</summary>
    Assembly Compiled(int number)
    {
        string[] sources = [string.Concat(usings.Select(name => $"global using {name};\n")), .. Types, Programs[number]];
        var compilation = CSharpCompilation.Create("Readme", sources.Select(source => CSharpSyntaxTree.ParseText(source, parsing)), references,
            new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new Generators.ModuleGenerator().AsSourceGenerator()], parseOptions: parsing)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation whole, out _);
        Assert.Empty(whole.GetDiagnostics().Where(each => each.Severity >= DiagnosticSeverity.Warning));
        using var stream = new MemoryStream();
        Assert.True(whole.Emit(stream).Success);
        return Assembly.Load(stream.ToArray());
    }

    static string[] Blocks(string page) => [.. Block().Matches(page.ReplaceLineEndings("\n")).Select(match => match.Groups[1].Value)];

    static bool IsProgram(string block) =>
        CSharpSyntaxTree.ParseText(block, parsing).GetCompilationUnitRoot().Members.Any(member => member is GlobalStatementSyntax);

    static List<string> Joined(string[] blocks)
    {
        var programs = new List<string>();
        foreach (string block in blocks)
        {
            if (programs.Count == 0 || block.StartsWith("using ", StringComparison.Ordinal)) programs.Add(block);
            else programs[^1] += block;
        }
        return programs;
    }

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
