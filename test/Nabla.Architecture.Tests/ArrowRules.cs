namespace Nabla.Architecture.Tests;

/// <summary>The arrows of the page and those of the sources are the same. Each finding says the file, the arrow, and how to mend it.</summary>
static class ArrowRules
{
    public static IEnumerable<string> Check(House house)
    {
        var arrows = house.Arrows();
        var permitted = house.Block.Entries.Where(entry => !entry.Never).Select(entry => entry.Arrow).ToHashSet();
        string[] findings = [.. house.Block.Findings, .. Missing(arrows, permitted), .. Unused(house.Block, arrows),
            .. Forbidden(house.Block, arrows, permitted), .. Lines(house)];
        string block = $"The block as the sources are now:\n{house.Block.Write(arrows.Select(each => each.Key))}";
        return findings.Length == 0 ? [] : findings.Append(block);
    }

    static IEnumerable<string> Missing(ILookup<Arrow, string> arrows, HashSet<Arrow> permitted) =>
        from arrow in arrows
        where !permitted.Contains(arrow.Key)
        from why in arrow.Distinct()
        select $"{why}: {arrow.Key.From} ─► {arrow.Key.To} is not on the page: move what is named or what names it, or, if the arrow is right, "
            + $"add it to the line of {arrow.Key.From} in {ArrowBlock.Page}";

    static IEnumerable<string> Unused(ArrowBlock block, ILookup<Arrow, string> arrows) =>
        from entry in block.Entries
        where !entry.Never && !arrows.Contains(entry.Arrow)
        select $"{ArrowBlock.Page}:{entry.Line}: {entry.Arrow.From} ─► {entry.Arrow.To} is permitted and nobody uses it: take it out of the line";

    static IEnumerable<string> Forbidden(ArrowBlock block, ILookup<Arrow, string> arrows, HashSet<Arrow> permitted) =>
        from entry in block.Entries
        where entry.Never && (permitted.Contains(entry.Arrow) || arrows.Contains(entry.Arrow))
        let example = string.Concat(arrows[entry.Arrow].Take(1).Select(why => $" ({why})"))
        select $"{ArrowBlock.Page}:{entry.Line}: {entry.Arrow.From} ─► {entry.Arrow.To} must never be{example}: what is named belongs elsewhere";

    static IEnumerable<string> Lines(House house) =>
        from folder in house.Places.Order(StringComparer.Ordinal)
        where !house.Block.Has(folder) && (!Folders.IsTest(folder) || house.IsProject(folder))
        select $"{ArrowBlock.Page}: '{folder}' has no line in the block of arrows: add it, with what it may name or '{ArrowBlock.Nothing}'";
}
