namespace Nabla.Plots.Marks;

/// <summary>A matrix as colors: cells between the given edges along x and y.</summary>
internal sealed class HeatMap : Mark
{
    // Up to here cells are rectangles; a finer map is a picture of pixels, which stays small.
    const int MostRectangles = 5000, MostNumbers = 100, Shades = 128;
    const double NumberSize = 10.5;

    readonly double[,] values;
    readonly double[] xEdges, yEdges;
    readonly ColorKey key;

    public HeatMap(double[,] values, double[] xEdges, double[] yEdges, ColorKey key)
    {
        (this.values, this.xEdges, this.yEdges) = (values, xEdges, yEdges);
        this.key = key.Cover(values.Cast<double>());
    }

    public override Layer Layer => Layer.Fill;

    public override bool IsEmpty => values.Length == 0;

    public override ColorKey ColorKey => key;

    public override void Measure(Bounds bounds)
    {
        foreach (double x in (ReadOnlySpan<double>)[xEdges[0], xEdges[^1]]) bounds.X.Include(x);
        foreach (double y in (ReadOnlySpan<double>)[yEdges[0], yEdges[^1]]) bounds.Y.Include(y);
        foreach (double value in values) bounds.Count(value, key.Domain);
        bounds.X.Tighten();
        bounds.Y.Tighten();
    }

    public override void Draw(Panel panel)
    {
        var box = Corner(panel);
        panel.Canvas.Rectangle(box, Paint.Missing);
        if (values.Length <= MostRectangles) DrawCells(panel);
        else DrawPixels(panel, box);
        if (values.Length <= MostNumbers) DrawNumbers(panel);
    }

    Box Corner(Panel panel)
    {
        double x0 = panel.X.Map(xEdges[0]), x1 = panel.X.Map(xEdges[^1]), y0 = panel.Y.Map(yEdges[0]), y1 = panel.Y.Map(yEdges[^1]);
        return new(Math.Min(x0, x1), Math.Min(y0, y1), Math.Abs(x1 - x0), Math.Abs(y1 - y0));
    }

    // Cells of one shade share a path; neighbours of one shade in a row share a rectangle.
    void DrawCells(Panel panel)
    {
        var paths = new SortedDictionary<int, PathText>();
        for (int row = 0; row < values.GetLength(0); row++)
        {
            for (int column = 0, end; column < values.GetLength(1); column = end)
            {
                int shade = Shade(values[row, column]);
                for (end = column + 1; end < values.GetLength(1) && Shade(values[row, end]) == shade; end++)
                {
                }
                if (shade < 0) continue;
                if (!paths.TryGetValue(shade, out var path)) paths[shade] = path = new();
                double left = panel.X.Map(xEdges[column]), right = panel.X.Map(xEdges[end]);
                double top = panel.Y.Map(yEdges[row]), bottom = panel.Y.Map(yEdges[row + 1]);
                path.Rectangle(Math.Min(left, right), Math.Min(top, bottom), Math.Abs(right - left), Math.Abs(bottom - top));
            }
        }
        foreach (var (shade, path) in paths) panel.Canvas.Path(path, Paint.Fixed(key.Map.At((double)shade / (Shades - 1))), null, crisp: true);
    }

    // Few cells have room to say their number: all do, or none.
    void DrawNumbers(Panel panel)
    {
        string[] texts = Texts();
        int columns = values.GetLength(1);
        double width = panel.X.Length / columns, height = panel.Y.Length / values.GetLength(0);
        if (height < 16 || texts.Any(text => Typeface.Width(text, NumberSize) + 4 > width)) return;
        for (int i = 0; i < texts.Length; i++)
        {
            int row = i / columns, column = i % columns, shade = Shade(values[row, column]);
            double x = (panel.X.Map(xEdges[column]) + panel.X.Map(xEdges[column + 1])) / 2;
            double y = (panel.Y.Map(yEdges[row]) + panel.Y.Map(yEdges[row + 1])) / 2;
            Paint paint = shade < 0 ? Paint.Ink : Paint.Fixed(key.Map.At((double)shade / (Shades - 1)).Contrasting);
            panel.Canvas.Text(x, y + 4, texts[i], new TextStyle(NumberSize, paint), Anchor.Middle);
        }
    }

    string[] Texts()
    {
        double[] flat = [.. values.Cast<double>()];
        var (low, high) = key.Domain.Limits();
        bool even = key.Axis.Scale == Scale.Linear && flat.All(key.Domain.Accepts);
        return even ? NumberText.Spaced(flat, LinearTicks.NiceStep(high - low, 200)) : [.. flat.Select(v => NumberText.Short(v, 2))];
    }

    int Shade(double value)
    {
        double place = key.Place(value);
        return double.IsNaN(place) ? -1 : (int)Math.Round(place * (Shades - 1));
    }

    void DrawPixels(Panel panel, Box box)
    {
        int rows = values.GetLength(0), columns = values.GetLength(1);
        bool flipY = panel.Y.Map(yEdges[^1]) < panel.Y.Map(yEdges[0]), flipX = panel.X.Map(xEdges[^1]) < panel.X.Map(xEdges[0]);
        var pixels = new byte[3 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int row = i / columns, column = i % columns;
            double value = values[flipY ? rows - 1 - row : row, flipX ? columns - 1 - column : column];
            int shade = Shade(value);
            Rgb color = shade < 0 ? new(0xdf, 0xe3, 0xe8) : key.Map.At((double)shade / (Shades - 1));
            (pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]) = (color.R, color.G, color.B);
        }
        panel.Canvas.Image(box, Png.DataUri(columns, rows, 3, pixels));
    }
}
