namespace Nabla.Generators;

/// <summary>The method <c>Visit</c> of a module: abstract in <c>Module</c>, so that no class comes to be whose parts nobody sees.</summary>
static class VisitMethod
{
    /// <summary>Whether the class is a module whose author did not write its visit.</summary>
    public static bool IsLeftOut(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Class && type.BaseType is { } parent && PartType.IsModule(parent) && Of(type) is null;

    /// <summary>Whether the class is to be given one: it declares parts, or it is the first that can be made below an abstract visit.</summary>
    public static bool IsGenerated(INamedTypeSymbol type) => IsLeftOut(type) && (Part.Of(type).Any() || !type.IsAbstract && !HasBody(type.BaseType!));

    /// <summary>Whether a class derived from this one inherits a visit that it can call.</summary>
    public static bool HasBody(INamedTypeSymbol type) =>
        Of(type) is { } written ? !written.IsAbstract : IsGenerated(type) || type.BaseType is { } parent && HasBody(parent);

    /// <summary>The one that the class or the nearest above it declares; the generated ones of this compilation are not seen.</summary>
    public static IMethodSymbol? Nearest(INamedTypeSymbol type)
    {
        for (var at = type.BaseType; at is not null; at = at.BaseType)
            if (Of(at) is { } visit) return visit;
        return null;
    }

    // The analyzer, unlike the generator, sees what was generated: that was not written by an author.
    static IMethodSymbol? Of(INamedTypeSymbol type) => type.GetMembers("Visit").OfType<IMethodSymbol>()
        .FirstOrDefault(method => method.Parameters.Length == 1 && method.Parameters[0].Type.Name == "IModuleVisitor" && !IsOurs(method));

    static bool IsOurs(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences is { Length: > 0 } places && places.All(each => each.SyntaxTree.FilePath.EndsWith(FileEnding, StringComparison.Ordinal));

    /// <summary>How the name of a generated file ends.</summary>
    public const string FileEnding = ".Visit.g.cs";
}
