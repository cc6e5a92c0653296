namespace Nabla.Generators;

/// <summary>How a type takes part in a module: as one part, as a list of parts, or as a container that cannot be walked in a fixed order.</summary>
readonly record struct PartType(PartKind Kind, bool IsList, bool IsUnwalkable, bool MayBeNull, bool ItemMayBeNull)
{
    const int Depth = 4;

    public bool IsPart => Kind != PartKind.None && !IsUnwalkable;

    public static PartType Of(ITypeSymbol type)
    {
        if (KindOf(type) is var kind and not PartKind.None) return new(kind, false, false, MayNull(type), false);
        if (Item(type) is { } item && KindOf(item) is var itemKind and not PartKind.None) return new(itemKind, true, false, MayNull(type), MayNull(item));
        return Inside(type, Depth) is var inside and not PartKind.None ? new(inside, false, true, false, false) : default;
    }

    /// <summary>Whether the type is <c>Nabla.Modules.Module</c> or derives from it.</summary>
    public static bool IsModule(ITypeSymbol type) => KindOf(type) == PartKind.Child;

    static PartKind KindOf(ITypeSymbol type)
    {
        if (type is ITypeParameterSymbol parameter) return parameter.ConstraintTypes.Select(KindOf).FirstOrDefault(kind => kind != PartKind.None);
        for (var at = type; at is not null; at = at.BaseType)
            if (Named(at) is var kind and not PartKind.None) return kind;
        return PartKind.None;
    }

    static PartKind Named(ITypeSymbol type) => type.ContainingNamespace is not { ContainingNamespace: { Name: "Nabla", ContainingNamespace.IsGlobalNamespace: true } } space
        ? PartKind.None
        : (space.Name, type.Name) switch
        {
            ("Modules", "Module") => PartKind.Child,
            ("Parameters", "Parameter") => PartKind.Parameter,
            ("Modules", "ModuleBuffer") => PartKind.Buffer,
            _ => PartKind.None,
        };

    /// <summary>The item type of an array, or of a type that is, or implements, <c>IReadOnlyList</c>.</summary>
    static ITypeSymbol? Item(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
        INamedTypeSymbol named => Self(named).FirstOrDefault(each => each.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IReadOnlyList_T)?.TypeArguments[0],
        _ => null,
    };

    /// <summary>What lies anywhere inside a sequence, an array, a tuple or a lazy value, a few levels deep (a type may be a sequence of itself).</summary>
    static PartKind Inside(ITypeSymbol type, int depth) => type switch
    {
        IArrayTypeSymbol array => First([array.ElementType], depth),
        INamedTypeSymbol { IsTupleType: true } tuple => First(tuple.TupleElements.Select(element => element.Type), depth),
        INamedTypeSymbol { Name: "Lazy" or "Nullable" or "KeyValuePair" } holder => First(holder.TypeArguments, depth),
        INamedTypeSymbol named => First(Self(named).Where(IsSequence).SelectMany(sequence => sequence.TypeArguments), depth),
        _ => PartKind.None,
    };

    static PartKind First(IEnumerable<ITypeSymbol> types, int depth) => types
        .Select(type => KindOf(type) is var kind && kind == PartKind.None && depth > 0 ? Inside(type, depth - 1) : kind)
        .FirstOrDefault(kind => kind != PartKind.None);

    static bool IsSequence(INamedTypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T;

    static IEnumerable<INamedTypeSymbol> Self(INamedTypeSymbol type) => type.AllInterfaces.Prepend(type);

    static bool MayNull(ITypeSymbol type) => type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated;
}
