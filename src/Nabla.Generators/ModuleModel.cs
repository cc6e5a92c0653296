namespace Nabla.Generators;

/// <summary>All that the text of one <c>Visit</c> depends on; holds no symbols, so that it is equal while the class stays as it is.</summary>
/// <param name="File">The generated file's name.</param>
/// <param name="Namespace">The namespace, empty for the global one.</param>
/// <param name="Types">Headers of the containing types, outermost first, and of the class.</param>
/// <param name="Access">Accessibility of the override.</param>
/// <param name="CallsBase">Whether the class above has parts to visit first.</param>
/// <param name="Parts">What is visited, in order.</param>
sealed record ModuleModel(string File, string Namespace, EquatableArray<string> Types, string Access, bool CallsBase, EquatableArray<PartModel> Parts)
{
    /// <summary>A partial class with bases may be a module.</summary>
    public static bool IsCandidate(SyntaxNode node, CancellationToken cancel) =>
        node is ClassDeclarationSyntax { BaseList: not null } type && type.Modifiers.Any(SyntaxKind.PartialKeyword);

    /// <summary>The model of a candidate; null where nothing is to be generated.</summary>
    public static ModuleModel? Read(GeneratorSyntaxContext context, CancellationToken cancel)
    {
        if (context.SemanticModel.GetDeclaredSymbol(context.Node, cancel) is not INamedTypeSymbol type) return null;
        if (!VisitMethod.IsGenerated(type) || !IsFirst(context.Node, type, cancel) || Reach.Obstacle(type, cancel) is not null) return null;
        var parts = Part.Of(type).Where(part => part.Type.IsPart).Select(PartModel.Of);
        var types = Reach.Outward(type).Reverse().ToList();
        string space = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString();
        return new(FileName(space, types), space, new(types.Select(Header)), AccessOf(type), VisitMethod.HasBody(type.BaseType!), new(parts));
    }

    /// <summary>Of several declarations with bases, the first stands for the class.</summary>
    static bool IsFirst(SyntaxNode node, INamedTypeSymbol type, CancellationToken cancel) =>
        type.DeclaringSyntaxReferences.Select(each => each.GetSyntax(cancel)).First(each => IsCandidate(each, cancel)) == node;

    static string FileName(string space, IEnumerable<INamedTypeSymbol> types)
    {
        string name = string.Join("+", types.Select(type => type.Arity == 0 ? type.Name : $"{type.Name}-{type.Arity}"));
        return space.Length == 0 ? name + VisitMethod.FileEnding : $"{space}.{name}{VisitMethod.FileEnding}";
    }

    /// <summary>The head of another declaration of a partial type.</summary>
    public static string Header(INamedTypeSymbol type)
    {
        string kind = type switch
        {
            { TypeKind: TypeKind.Interface } => "interface",
            { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
            { TypeKind: TypeKind.Struct } => "struct",
            { IsRecord: true } => "record",
            _ => "class",
        };
        return $"partial {kind} {type.ToDisplayString(Named)}";
    }

    static readonly SymbolDisplayFormat Named = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>An override in another assembly of a <c>protected internal</c> method is <c>protected</c> (C# specification, 15.6.5).</summary>
    static string AccessOf(INamedTypeSymbol type)
    {
        var visit = VisitMethod.Nearest(type);
        if (visit is null || visit.DeclaredAccessibility is Accessibility.Public) return "public";
        bool friend = SymbolEqualityComparer.Default.Equals(visit.ContainingAssembly, type.ContainingAssembly) || visit.ContainingAssembly.GivesAccessTo(type.ContainingAssembly);
        return visit.DeclaredAccessibility is Accessibility.ProtectedOrInternal && friend ? "protected internal" : "protected";
    }
}
