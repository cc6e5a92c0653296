namespace Nabla.Plots;

// What fills the plane: matrices, surfaces, pictures; paths on them; rules and words.
public sealed partial class Figure
{
    /// <summary>A matrix [row, column] as colors, row 0 on top, with names for rows and columns. Maps to be compared take
    /// the same <paramref name="colorRange"/>; values outside have the color of its ends.</summary>
    public Figure HeatMap(double[,] values, IEnumerable<string> rows, IEnumerable<string> columns, string colorTitle = "",
        Scale colorScale = Scale.Linear, ColorMap? colors = null, (double Low, double High)? colorRange = null)
    {
        string[] down = [.. rows], across = [.. columns];
        if (values.GetLength(0) != down.Length || values.GetLength(1) != across.Length)
        {
            throw new ArgumentException($"A heat map of {values.GetLength(0)} × {values.GetLength(1)} values needs as many row and "
                + $"column names, got {down.Length} and {across.Length}.");
        }
        (XAxis, YAxis) = (XAxis with { Categories = across }, YAxis with { Categories = down });
        double[] xEdges = [.. Enumerable.Range(0, across.Length + 1).Select(i => i - 0.5)];
        double[] yEdges = [.. Enumerable.Range(0, down.Length + 1).Select(i => i - 0.5)];
        return values.Length == 0 ? this : Add(new HeatMap(values, xEdges, yEdges, Key(colors, colorTitle, colorScale, colorRange)));
    }

    /// <summary>A surface as colors, over numeric axes.</summary>
    public Figure HeatMap(Surface surface, string colorTitle = "", Scale colorScale = Scale.Linear, ColorMap? colors = null,
        (double Low, double High)? colorRange = null) =>
        Add(new HeatMap(surface.ToArray(), surface.XEdges(), surface.YEdges(), Key(colors, colorTitle, colorScale, colorRange)));

    /// <summary>Lines of equal height of a surface; without <paramref name="levels"/>, about a dozen are chosen, in even
    /// ratios when the scale is logarithmic.</summary>
    public Figure Contours(Surface surface, IEnumerable<double>? levels = null, Scale scale = Scale.Linear) =>
        Add(new Contours(surface, levels?.ToArray(), scale));

    /// <summary>Decision regions: a surface of class numbers 0, 1, …, one label a class. Points of a class drawn by
    /// <see cref="Scatter"/> with the same label share its color.</summary>
    public Figure Regions(Surface classes, params IEnumerable<string> labels) => Add(new Regions(classes, [.. labels]));

    /// <summary>A path in time, with a start, a direction and an end: the way of an optimizer.</summary>
    public Figure Trajectory<TX, TY>(string label, IEnumerable<TX> x, IEnumerable<TY> y)
        where TX : INumberBase<TX> where TY : INumberBase<TY> =>
        Add(new Trajectory(label, new Points($"Trajectory '{label}'", Doubles(x), Doubles(y))));

    /// <summary>Straight arrows from (x, y) to (x + dx, y + dy).</summary>
    public Figure Arrows(string label, IEnumerable<double> x, IEnumerable<double> y, IEnumerable<double> dx, IEnumerable<double> dy)
    {
        string name = $"Arrows '{label}'";
        var from = new Points(name, Doubles(x), Doubles(y));
        var by = new Points(name, Doubles(dx), Doubles(dy));
        if (from.Count != by.Count) throw new ArgumentException($"{name} needs as many ends as starts, got {from.Count} starts, {by.Count} ends.");
        var to = new Points(name, [.. from.X.Zip(by.X, (a, b) => a + b)], [.. from.Y.Zip(by.Y, (a, b) => a + b)]);
        return Add(new Arrows(label, from, to));
    }

    /// <summary>Pictures in rows with captions; <paramref name="marked"/> ones (mistakes) have theirs in a warning color.
    /// <paramref name="columns"/> 0 arranges them as large as they fit.</summary>
    public Figure Images(IEnumerable<Raster> pictures, IEnumerable<string>? captions = null, IEnumerable<bool>? marked = null,
        int columns = 0) =>
        Add(new Images([.. pictures], [.. captions ?? []], [.. marked ?? []], columns));

    /// <summary>Counts [true class, predicted class], colored by their share of the true class.</summary>
    public Figure ConfusionMatrix(double[,] counts, IEnumerable<string> classes)
    {
        string[] names = [.. classes];
        if (counts.GetLength(0) != names.Length || counts.GetLength(1) != names.Length)
        {
            throw new ArgumentException($"A confusion matrix of {counts.GetLength(0)} × {counts.GetLength(1)} counts needs as many "
                + $"class names, got {names.Length}.");
        }
        XAxis = XAxis with { Categories = names, Title = XAxis.Title.Length > 0 ? XAxis.Title : "predicted" };
        YAxis = YAxis with { Categories = names, Title = YAxis.Title.Length > 0 ? YAxis.Title : "true" };
        EqualUnits = true;
        return Add(new ConfusionMatrix(counts));
    }

    /// <summary>A dashed horizontal line at a value of y, with its name.</summary>
    public Figure HorizontalRule(double y, string text = "") => Add(new Rule(y, text, vertical: false));

    /// <summary>A dashed vertical line at a value of x, with its name.</summary>
    public Figure VerticalRule(double x, string text = "") => Add(new Rule(x, text, vertical: true));

    /// <summary>A few words beside a point.</summary>
    public Figure Note(double x, double y, string text) => Add(new Note(x, y, text));

    static ColorKey Key(ColorMap? colors, string title, Scale scale, (double Low, double High)? range) =>
        new(colors ?? ColorMap.Sequential, new Axis(title, scale) { Min = range?.Low, Max = range?.High });
}
