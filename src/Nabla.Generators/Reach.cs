namespace Nabla.Generators;

/// <summary>Whether generated code can add a member to a class.</summary>
static class Reach
{
    /// <summary>The class and the types that contain it, from the inside out.</summary>
    public static IEnumerable<INamedTypeSymbol> Outward(INamedTypeSymbol type)
    {
        for (var at = type; at is not null; at = at.ContainingType) yield return at;
    }

    /// <summary>What keeps generated code out, with the remedy; null where nothing does.</summary>
    public static string? Obstacle(INamedTypeSymbol type, CancellationToken cancel)
    {
        foreach (var at in Outward(type))
        {
            if (at.IsFileLocal) return $"'{at.Name}' is local to its file: make it internal";
            if (!IsPartial(at, cancel)) return $"'{at.Name}' is not partial: write 'partial' before its keyword";
        }
        return null;
    }

    static bool IsPartial(INamedTypeSymbol type, CancellationToken cancel) =>
        type.DeclaringSyntaxReferences.Any(each => each.GetSyntax(cancel) is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}
