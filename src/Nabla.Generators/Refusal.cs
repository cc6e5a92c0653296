using Microsoft.CodeAnalysis.Text;

namespace Nabla.Generators;

/// <summary>A module that no <c>Visit</c> can be generated for. The generator says so itself: a class without its abstract member is an error of the
/// compiler's own (CS0534), after which analyzers are not heard.</summary>
sealed record Refusal(string Module, string Obstacle, string File, TextSpan Span, LinePositionSpan Lines)
{
    public Diagnostic Diagnostic => Diagnostic.Create(Rules.NotPartial, Location.Create(File, Span, Lines), Module, Obstacle);

    /// <summary>A class with bases may be a module.</summary>
    public static bool IsCandidate(SyntaxNode node, CancellationToken cancel) => node is ClassDeclarationSyntax { BaseList: not null };

    /// <summary>What keeps the visit of a candidate away; null where nothing does.</summary>
    public static Refusal? Read(GeneratorSyntaxContext context, CancellationToken cancel)
    {
        if (context.SemanticModel.GetDeclaredSymbol(context.Node, cancel) is not INamedTypeSymbol type || !VisitMethod.IsGenerated(type)) return null;
        if (Reach.Obstacle(type, cancel) is not { } obstacle || !IsFirst(context.Node, type, cancel)) return null;
        var at = ((ClassDeclarationSyntax)context.Node).Identifier.GetLocation();
        return new(type.Name, obstacle, context.Node.SyntaxTree.FilePath, at.SourceSpan, at.GetLineSpan().Span);
    }

    static bool IsFirst(SyntaxNode node, INamedTypeSymbol type, CancellationToken cancel) =>
        type.DeclaringSyntaxReferences.Select(each => each.GetSyntax(cancel)).First(each => IsCandidate(each, cancel)) == node;
}
