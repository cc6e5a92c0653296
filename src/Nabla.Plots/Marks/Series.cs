namespace Nabla.Plots.Marks;

internal enum MarkerShape { Circle, Square, Triangle, Diamond, TriangleDown, Cross, Plus }

/// <summary>How one label looks: color, dash and marker, all distinct, so that it reads without color too.</summary>
internal sealed record Series(Paint Paint, string Dash, MarkerShape Marker, bool Family = false)
{
    // Okabe and Ito, "Color Universal Design" (2008), without yellow, which vanishes on white; lighter on dark.
    static readonly Paint[] Paints =
    [
        new("s0", "#0072b2", "#58a9e0"),
        new("s1", "#d55e00", "#f28a4b"),
        new("s2", "#009e73", "#35c79f"),
        new("s3", "#b4578f", "#e29ac4"),
        new("s4", "#d08a00", "#f0b63c"),
        new("s5", "#43a2d9", "#8fd0f5"),
        new("s6", "#6b7280", "#a9b1bb"),
        new("s7", "#1f2328", "#e6edf3"),
    ];

    static readonly string[] Dashes = ["", "7 3", "2 2.5", "9 3 2 3", "4 2", "12 3", "1 2", "9 3 2 3 2 3"];

    public static Series At(int index)
    {
        int cycle = index / Paints.Length;
        return new(Paints[index % Paints.Length], Dashes[(index + cycle) % Dashes.Length], (MarkerShape)(index % 7));
    }

    /// <summary>Member <paramref name="index"/> of an ordered family, colored along the color map.</summary>
    public static Series Along(int index, int count)
    {
        double place = count == 1 ? 0.35 : 0.05 + 0.75 * index / (count - 1);
        return new(Paint.Fixed(ColorMap.Sequential.At(place)), "", (MarkerShape)(index % 7), Family: true);
    }
}

/// <summary>Gives every label its series, in the order of first use: the same label looks the same everywhere.</summary>
internal sealed class SeriesBook
{
    readonly List<string> labels = [];
    readonly bool ordered;

    public SeriesBook(IEnumerable<string> labels, bool ordered)
    {
        this.labels.AddRange(labels.Distinct());
        this.ordered = ordered;
    }

    public Series this[string label]
    {
        get
        {
            int index = Math.Max(0, labels.IndexOf(label));
            return ordered ? Series.Along(index, labels.Count) : Series.At(index);
        }
    }
}
