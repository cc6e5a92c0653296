namespace Nabla.Plots.Geometry;

/// <summary>Lines of equal height of a surface. Each cell of four nodes is crossed where its edges are, by linear interpolation; the two ambiguous
/// cases are decided by the mean of the cell (Lorensen and Cline's cubes, in the plane).</summary>
internal static class MarchingSquares
{
    /// <summary>An edge between two neighbouring nodes: from (Row, Column) rightward, or upward.</summary>
    readonly record struct Edge(int Row, int Column, bool Up);

    public static List<List<(double X, double Y)>> Trace(Surface surface, double level)
    {
        var links = new Dictionary<Edge, List<Edge>>();
        for (int row = 0; row < surface.Rows - 1; row++)
            for (int column = 0; column < surface.Columns - 1; column++) Cross(surface, row, column, level, links);
        return Join(links).Select(chain => chain.Select(edge => Place(surface, edge, level)).ToList()).ToList();
    }

    static void Cross(Surface z, int row, int column, double level, Dictionary<Edge, List<Edge>> links)
    {
        double a = z[row, column], b = z[row, column + 1], c = z[row + 1, column + 1], d = z[row + 1, column];
        if (!double.IsFinite(a + b + c + d)) return;
        Edge bottom = new(row, column, false), top = new(row + 1, column, false);
        Edge left = new(row, column, true), right = new(row, column + 1, true);
        int corners = (a >= level ? 1 : 0) | (b >= level ? 2 : 0) | (c >= level ? 4 : 0) | (d >= level ? 8 : 0);
        bool middle = (a + b + c + d) / 4 >= level;
        switch (corners)
        {
            case 1 or 14: Link(links, left, bottom); break;
            case 2 or 13: Link(links, bottom, right); break;
            case 4 or 11: Link(links, right, top); break;
            case 8 or 7: Link(links, top, left); break;
            case 3 or 12: Link(links, left, right); break;
            case 6 or 9: Link(links, bottom, top); break;
            case 5 when middle: case 10 when !middle: Link(links, left, top); Link(links, bottom, right); break;
            case 5: case 10: Link(links, left, bottom); Link(links, right, top); break;
        }
    }

    static void Link(Dictionary<Edge, List<Edge>> links, Edge one, Edge other)
    {
        Neighbours(links, one).Add(other);
        Neighbours(links, other).Add(one);
    }

    static List<Edge> Neighbours(Dictionary<Edge, List<Edge>> links, Edge edge)
    {
        if (!links.TryGetValue(edge, out var list)) links[edge] = list = new(2);
        return list;
    }

    // Open lines first, from their ends; what is left are rings.
    static IEnumerable<List<Edge>> Join(Dictionary<Edge, List<Edge>> links)
    {
        var done = new HashSet<Edge>();
        foreach (Edge start in links.Keys.Where(e => links[e].Count == 1).Concat(links.Keys))
        {
            if (!done.Add(start)) continue;
            var chain = new List<Edge> { start };
            for (Edge? next = Next(start); next is { } edge; next = Next(edge)) chain.Add(edge);
            if (chain.Count > 2 && links[chain[^1]].Contains(start)) chain.Add(start);
            yield return chain;
        }

        Edge? Next(Edge edge)
        {
            foreach (Edge neighbour in links[edge])
                if (done.Add(neighbour)) return neighbour;
            return null;
        }
    }

    static (double X, double Y) Place(Surface z, Edge edge, double level)
    {
        int row = edge.Row + (edge.Up ? 1 : 0), column = edge.Column + (edge.Up ? 0 : 1);
        double from = z[edge.Row, edge.Column], to = z[row, column];
        double t = to == from ? 0.5 : Math.Clamp((level - from) / (to - from), 0, 1);
        double x = z.X(edge.Column), y = z.Y(edge.Row);
        return (x + t * (z.X(column) - x), y + t * (z.Y(row) - y));
    }
}
