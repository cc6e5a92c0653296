namespace Nabla.Generators;

/// <summary>A field or auto-property of a module that holds parts of it, or that would if its type could be walked.</summary>
readonly record struct Part(ISymbol Member, ITypeSymbol Held, PartType Type)
{
    /// <summary>The name in paths.</summary>
    public string Path => PathName.Of(Member.Name);

    /// <summary>Whether the constructor alone may set it.</summary>
    public bool IsFixed => Member is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null or { IsInitOnly: true } };

    /// <summary>The parts that a class itself declares, in declaration order.</summary>
    public static IEnumerable<Part> Of(INamedTypeSymbol module) =>
        from field in module.GetMembers().OfType<IFieldSymbol>()
        where !field.IsStatic && (field.AssociatedSymbol is IPropertySymbol || !field.IsImplicitlyDeclared)
        let type = PartType.Of(field.Type)
        where type.Kind != PartKind.None
        select new Part(field.AssociatedSymbol ?? field, field.Type, type);
}
