using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Nabla.Architecture.Tests;

/// <summary>One C# file of the sources, read by its syntax alone.</summary>
sealed class SourceFile
{
    static readonly CSharpParseOptions Parsing = new(LanguageVersion.Preview);

    readonly SyntaxNode root;

    /// <param name="path">Path from the repository's root, with forward slashes: src/PROJECT/FOLDER/FILE.cs.</param>
    /// <param name="text">What the file says.</param>
    public SourceFile(string path, string text)
    {
        Path = path;
        Lines = text.Count(letter => letter == '\n');
        root = CSharpSyntaxTree.ParseText(text, Parsing).GetRoot();
    }

    public string Path { get; }

    public int Lines { get; }

    public string Project => Path.Split('/')[1];

    /// <summary>The folders below the project, outermost first.</summary>
    public string[] Folders => Path.Split('/')[2..^1];

    /// <summary>The layer: the first folder below the project, or "" for files at its top.</summary>
    public string Layer => Folders.FirstOrDefault("");

    /// <summary>The file's name up to its first dot: Tensor.Values.cs is about Tensor.</summary>
    public string Noun => Path.Split('/')[^1].Split('.')[0];

    public IEnumerable<string> Namespaces => root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().Select(each => each.Name.ToString());

    /// <summary>Names of all types that the file declares, nested ones among them.</summary>
    public IEnumerable<string> Types => root.DescendantNodes()
        .Select(node => node switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.Text,
            DelegateDeclarationSyntax type => type.Identifier.Text,
            _ => "",
        })
        .Where(name => name.Length > 0);

    /// <summary>What its using lines name: namespaces, or types after <c>using static</c> and <c>using X =</c>.</summary>
    public IEnumerable<string> Usings => root.DescendantNodes().OfType<UsingDirectiveSyntax>().Select(each => Plain(each.NamespaceOrType.ToString()));

    public IEnumerable<string> GlobalUsings =>
        root.DescendantNodes().OfType<UsingDirectiveSyntax>().Where(each => each.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)).Select(each => Plain(each.NamespaceOrType.ToString()));

    /// <summary>Dotted names in the code, longest first: <c>Nabla.Tensors.Shape</c>, <c>Operations.Relu</c>, <c>Thread.Sleep</c>.</summary>
    public IEnumerable<string> DottedNames => root.DescendantNodes(node => node is not UsingDirectiveSyntax)
        .Where(node => node is QualifiedNameSyntax { Parent: not BaseNamespaceDeclarationSyntax } or MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax or AliasQualifiedNameSyntax })
        .Select(node => Plain(node.ToString()));

    /// <summary>All plain names in the code, as they stand.</summary>
    public IEnumerable<string> Names => root.DescendantNodes().OfType<SimpleNameSyntax>().Select(name => name.Identifier.Text);

    static string Plain(string name) => string.Concat(name.Replace("global::", "").Where(letter => !char.IsWhiteSpace(letter)));
}
