namespace Nabla.Architecture.Tests;

/// <summary>
/// Finds circles: folders beside each other, or a folder's own files and a folder in it, that name each other. Tests are no exception.
/// </summary>
static class CircleRules
{
    public static IEnumerable<string> Check(House house)
    {
        var arrows = house.Uses.Select(use => (Arrow: Folders.Lift(use.From, use.To), use)).ToLookup(each => each.Arrow, each => each.use);
        foreach (var level in arrows.Select(each => each.Key).Where(arrow => Folders.Around(arrow).Length > 0).GroupBy(Folders.Around))
        {
            var next = level.ToLookup(arrow => arrow.From, arrow => arrow.To);
            var told = new HashSet<string>();
            foreach (string folder in next.Select(each => each.Key).Order(StringComparer.Ordinal).Where(folder => !told.Contains(folder)))
                if (Shortest(folder, next) is { } circle)
                {
                    told.UnionWith(circle);
                    yield return Tell(circle, arrows);
                }
        }
    }

    /// <summary>The shortest way from a folder back to it; null if there is none.</summary>
    static List<string>? Shortest(string start, ILookup<string, string> next)
    {
        var before = new Dictionary<string, string>();
        var open = new Queue<string>([start]);
        while (open.TryDequeue(out string? at))
            foreach (string to in next[at].Order(StringComparer.Ordinal))
            {
                if (!before.TryAdd(to, at)) continue;
                if (to != start)
                {
                    open.Enqueue(to);
                    continue;
                }
                var circle = new List<string> { start };
                for (string back = at; back != start; back = before[back]) circle.Insert(1, back);
                return circle;
            }
        return null;
    }

    static string Tell(List<string> circle, ILookup<Arrow, Use> arrows)
    {
        var ways = circle.Zip(circle.Skip(1).Append(circle[0]), (from, to) => new Arrow(from, to));
        return $"A circle: {string.Join(" ─► ", circle.Append(circle[0]))}. " + string.Concat(ways.Select(way => Tell(way, arrows[way])))
            + "\n    Move what is named to the lower floor, or split what stands on both.";
    }

    static string Tell(Arrow way, IEnumerable<Use> uses) => $"\n    {way.From} ─► {way.To}: " + string.Join("; ", uses.GroupBy(use => use.Name).Take(6)
        .Select(files => $"{files.Key} in {string.Join(", ", files.Select(use => use.Path).Distinct().Take(3))}"));
}
