using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Nabla.Architecture.Tests;

/// <summary>One C# file, read by its syntax alone: what it declares. What it names is <see cref="NamesUsed"/>.</summary>
sealed class SourceFile
{
    static readonly CSharpParseOptions Parsing = new(LanguageVersion.Preview);

    /// <param name="path">Path from the repository's root, with forward slashes: src/PROJECT/FOLDER/FILE.cs, test/PROJECT/FILE.cs,
    /// lessons/FILE.cs.</param>
    /// <param name="text">What the file says.</param>
    /// <param name="opened">Namespaces that a project opens in all its files.</param>
    public SourceFile(string path, string text, IEnumerable<string>? opened = null)
    {
        (Path, Folder) = (path, Folders.Of(path));
        Lines = text.Count(letter => letter == '\n');
        var root = CSharpSyntaxTree.ParseText(text, Parsing).GetRoot();
        var nodes = root.DescendantNodes().ToList();
        Namespaces = [.. nodes.OfType<BaseNamespaceDeclarationSyntax>().Select(each => each.Name.ToString())];
        var types = nodes.Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax).Cast<MemberDeclarationSyntax>()
            .Where(type => !IsExtension(type)).ToList();
        Types = [.. types.Select(NameOf)];
        TopTypes = [.. types.Where(type => type.Parent is not TypeDeclarationSyntax).Select(NameOf)];
        Bases = [.. nodes.OfType<BaseTypeSyntax>().Select(each => each.Type).OfType<SimpleNameSyntax>().Select(name => name.Identifier.Text)];
        Verbs = [.. nodes.OfType<MemberDeclarationSyntax>().Where(IsVerb)
            .Select(verb => (NameOf(verb) + (verb is MethodDeclarationSyntax ? "()" : ""), Extended(verb)))];
        PartlyCompiled = [.. nodes.OfType<MethodDeclarationSyntax>().Where(method => Asks(method, "AggressiveOptimization") && !Asks(method, "NoInlining"))
            .Select(method => method.Identifier.Text)];
        Members = [.. nodes.Select(DeclaredMember).Where(name => name.Length > 0)];
        var usings = nodes.OfType<UsingDirectiveSyntax>().ToList();
        Usings = [.. usings.Select(Named)];
        Opened = [.. opened ?? []];
        GlobalUsings = [.. usings.Where(each => each.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)).Select(Named)];
        Names = new NamesUsed(root);
    }

    static bool Asks(MethodDeclarationSyntax method, string option) =>
        method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.ToString().Contains(option, StringComparison.Ordinal));

    public string Path { get; }

    /// <summary>Methods that ask for full optimisation at once, and yet may be taken into others.</summary>
    public IReadOnlyList<string> PartlyCompiled { get; }

    /// <summary>The folder, without src: Nabla/Modules/Attention, test/Nabla.Tests/Data, lessons.</summary>
    public string Folder { get; }

    public string Project => Folders.Project(Folder);

    public int Lines { get; }

    /// <summary>The file's name up to its first dot: Tensor.Values.cs is about Tensor.</summary>
    public string Noun => Path.Split('/')[^1].Split('.')[0];

    public IReadOnlyList<string> Namespaces { get; }

    public string Namespace => Namespaces.FirstOrDefault("");

    /// <summary>Names of all types that the file declares, nested ones among them.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>Those that are not nested.</summary>
    public IReadOnlyList<string> TopTypes { get; }

    /// <summary>The types that its types begin with.</summary>
    public IReadOnlyList<string> Bases { get; }

    /// <summary>Extension methods, with (), and extension properties that it declares, with the plain name of the type that they extend.</summary>
    public HashSet<(string Name, string Extended)> Verbs { get; }

    /// <summary>Fields, properties, methods, parameters and variables: a bare name that is one of them is no type.</summary>
    public HashSet<string> Members { get; }

    /// <summary>What its using lines name: namespaces, or types after <c>using static</c> and <c>using X =</c>.</summary>
    public IReadOnlyList<string> Usings { get; }

    public IReadOnlyList<string> GlobalUsings { get; }

    /// <summary>Namespaces that are open here without a line: an arrow only where a name is used.</summary>
    public IReadOnlyList<string> Opened { get; }

    public NamesUsed Names { get; }

    static string Named(UsingDirectiveSyntax line) => NamesUsed.Plain(line.NamespaceOrType.ToString());

    static bool IsExtension(SyntaxNode? node) => node is TypeDeclarationSyntax { Keyword.Text: "extension" };

    static bool IsVerb(MemberDeclarationSyntax member) => member is MethodDeclarationSyntax or PropertyDeclarationSyntax
        && (IsExtension(member.Parent) || member is MethodDeclarationSyntax { ParameterList.Parameters: [{ } first, ..] }
            && first.Modifiers.Any(SyntaxKind.ThisKeyword));

    static string Extended(MemberDeclarationSyntax verb)
    {
        var parameters = IsExtension(verb.Parent) ? ((TypeDeclarationSyntax)verb.Parent!).ParameterList : ((MethodDeclarationSyntax)verb).ParameterList;
        return (parameters?.Parameters.FirstOrDefault()?.Type as SimpleNameSyntax)?.Identifier.Text ?? "";
    }

    static string NameOf(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        MethodDeclarationSyntax method => method.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        _ => "",
    };

    static string DeclaredMember(SyntaxNode node) => node switch
    {
        PropertyDeclarationSyntax or MethodDeclarationSyntax => NameOf((MemberDeclarationSyntax)node),
        VariableDeclaratorSyntax variable => variable.Identifier.Text,
        ParameterSyntax parameter => parameter.Identifier.Text,
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        _ => "",
    };
}
