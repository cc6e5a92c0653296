using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Nabla.Architecture.Tests;

/// <summary>The names that a file's code uses, by where they stand; comments and strings name nothing.</summary>
sealed class NamesUsed
{
    public NamesUsed(SyntaxNode root)
    {
        var nodes = root.DescendantNodes(node => node is not UsingDirectiveSyntax).ToList();
        var simple = nodes.OfType<SimpleNameSyntax>().ToList();
        Types = [.. simple.Where(IsType).Select(name => name.Identifier.Text)];
        Owners = [.. simple.Where(IsOwner).Select(name => name.Identifier.Text)];
        Members = [.. simple.Where(IsMember).Select(name => (OwnerOf(name), name.Identifier.Text + (IsCalled(name) ? "()" : "")))];
        Dotted = [.. nodes.Where(IsDotted).Select(node => Plain(node.ToString()))];
    }

    /// <summary>Names where only a type may stand, and those of patterns.</summary>
    public HashSet<string> Types { get; }

    /// <summary>Names before a dot: a type, or a member of the same name.</summary>
    public HashSet<string> Owners { get; }

    /// <summary>Names after a dot, with () where they are called, and the plain name before it; "" where that is an expression.</summary>
    public HashSet<(string Owner, string Name)> Members { get; }

    /// <summary>Dotted names: <c>Nabla.Tensors.Shape</c>, <c>Operations.Relu</c>, <c>Thread.Sleep</c>.</summary>
    public HashSet<string> Dotted { get; }

    /// <summary>A name without white space and without "global::".</summary>
    public static string Plain(string name) => string.Concat(name.Replace("global::", "").Where(letter => !char.IsWhiteSpace(letter)));

    static bool IsType(SimpleNameSyntax name) => name.Parent switch
    {
        BaseNamespaceDeclarationSyntax or QualifiedNameSyntax or AliasQualifiedNameSyntax => false,
        ConstantPatternSyntax or CaseSwitchLabelSyntax => true,
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } } } => true,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression } test => test.Right == name,
        _ => SyntaxFacts.IsInTypeOnlyContext(name),
    };

    static bool IsOwner(SimpleNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax access && access.Expression == name
            || name.Parent is QualifiedNameSyntax { Parent: not BaseNamespaceDeclarationSyntax } qualified && qualified.Left == name;

    static bool IsMember(SimpleNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax access && access.Name == name || name.Parent is MemberBindingExpressionSyntax;

    static bool IsCalled(SimpleNameSyntax name) => name.Parent is { Parent: InvocationExpressionSyntax call } owner && call.Expression == owner;

    static string OwnerOf(SimpleNameSyntax name) => name.Parent is MemberAccessExpressionSyntax { Expression: SimpleNameSyntax owner }
        ? owner.Identifier.Text : "";

    static bool IsDotted(SyntaxNode node) => node is QualifiedNameSyntax { Parent: not BaseNamespaceDeclarationSyntax }
        or MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax or AliasQualifiedNameSyntax };
}
