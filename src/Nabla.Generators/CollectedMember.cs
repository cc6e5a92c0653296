namespace Nabla.Generators;

/// <summary>A static field or property that may belong to a list.</summary>
/// <param name="Name">Its full name in C#.</param>
/// <param name="Types">Its type and those that it derives from.</param>
/// <param name="IsReachable">Whether the list can name it.</param>
sealed record CollectedMember(string Name, EquatableArray<string> Types, bool IsReachable)
{
    public static bool IsCandidate(SyntaxNode node, CancellationToken cancel) => node switch
    {
        PropertyDeclarationSyntax property => IsCandidate(property.Modifiers, property.Type),
        VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field } => IsCandidate(field.Modifiers, field.Declaration.Type),
        _ => false,
    };

    public static CollectedMember? Read(GeneratorSyntaxContext context, CancellationToken cancel)
    {
        var member = context.SemanticModel.GetDeclaredSymbol(context.Node, cancel);
        var type = member is IFieldSymbol field ? field.Type : (member as IPropertySymbol)?.Type;
        if (member is null || type is not INamedTypeSymbol named) return null;
        string owner = member.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var types = Bases(named).Select(each => each.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));
        return new($"{owner}.{member.Name}", new(types), IsSeen(member) && Reach.Outward(member.ContainingType).All(IsNamed));
    }

    // Keywords such as int and string are no types that are collected.
    static bool IsCandidate(SyntaxTokenList modifiers, TypeSyntax type) =>
        modifiers.Any(SyntaxKind.StaticKeyword) && (type is NameSyntax || type is NullableTypeSyntax { ElementType: NameSyntax });

    static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType) yield return type;
    }

    static bool IsNamed(INamedTypeSymbol type) => IsSeen(type) && type is { IsFileLocal: false, Arity: 0 };

    static bool IsSeen(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;
}
