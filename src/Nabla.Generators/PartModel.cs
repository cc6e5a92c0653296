namespace Nabla.Generators;

/// <summary>One visited field.</summary>
/// <param name="Name">The member as it is written in C#.</param>
/// <param name="Path">Its name in paths.</param>
/// <param name="Call">The visitor's method.</param>
/// <param name="IsList">Whether its items are visited as path.0, path.1, ….</param>
/// <param name="MayBeNull">Whether it is left out where null.</param>
/// <param name="ItemMayBeNull">Whether items that are null are left out; the others keep their numbers.</param>
sealed record PartModel(string Name, string Path, string Call, bool IsList, bool MayBeNull, bool ItemMayBeNull)
{
    public static PartModel Of(Part part) => new(Escape(part.Member.Name), part.Path, part.Type.Kind.ToString(), part.Type.IsList, part.Type.MayBeNull, part.Type.ItemMayBeNull);

    static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
