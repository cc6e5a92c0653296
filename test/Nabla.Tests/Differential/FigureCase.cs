using Nabla.Tensors;

namespace Nabla.Tests.Differential;

/// <summary>A small case of the file: what goes in, what libtorch got out of it, and which gradients.</summary>
sealed record FigureCase(string Name, Figure[] Figures)
{
    /// <summary>All of them, in the file's order.</summary>
    public static FigureCase[] All { get; } = [.. Read()];

    public IEnumerable<Figure> Inputs => Figures.Where(figure => figure.Word == "in");

    public IEnumerable<Figure> Results => Figures.Where(figure => figure.Word == "out");

    public IEnumerable<Figure> Gradients => Figures.Where(figure => figure.Word == "grad");

    /// <summary>The gradient that comes to a result from above; null for ones.</summary>
    public Figure? Upstream(int result) => Figures.SingleOrDefault(figure => figure.Word == "up" && figure.Place == result);

    static IEnumerable<FigureCase> Read()
    {
        using Stream stream = typeof(FigureCase).Assembly.GetManifestResourceStream("libtorch_figures.txt")!;
        using var reader = new StreamReader(stream);
        foreach (string part in reader.ReadToEnd().Split("\ncase ")[1..])
        {
            string[] lines = part.Replace("\n  ", " ", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            yield return new(lines[0], [.. lines[1..].Select(Parse)]);
        }
    }

    // "grad 0 [2,3] 1 2 3 4 5 6", "out [] 7".
    static Figure Parse(string line)
    {
        int open = line.IndexOf('[', StringComparison.Ordinal), close = line.IndexOf(']', StringComparison.Ordinal);
        string[] words = line[..open].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] extents = line[(open + 1)..close].Split(',', StringSplitOptions.RemoveEmptyEntries);
        return new(words[0], words.Length > 1 ? words[1] : "", new Shape(Array.ConvertAll(extents, int.Parse)),
            line[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
