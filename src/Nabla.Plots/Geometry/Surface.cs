namespace Nabla.Plots;

/// <summary>Values over a rectangle of the plane, on a regular grid whose outer nodes lie on the rectangle's edges:
/// what contours, regions and heat maps with numeric axes draw.</summary>
public sealed class Surface
{
    readonly double[,] values;

    /// <summary>Wraps values [row, column]; row 0 lies at <paramref name="yMin"/>, column 0 at <paramref name="xMin"/>.</summary>
    /// <exception cref="ArgumentException">Fewer than 2 nodes along an axis, or an empty range.</exception>
    public Surface(double[,] values, double xMin, double xMax, double yMin, double yMax)
    {
        if (values.GetLength(0) < 2 || values.GetLength(1) < 2)
            throw new ArgumentException($"A surface needs at least 2 × 2 values, got {values.GetLength(0)} × {values.GetLength(1)}.");
        if (!(double.IsFinite(xMin) && double.IsFinite(yMin) && xMin < xMax && yMin < yMax && double.IsFinite(xMax) && double.IsFinite(yMax)))
            throw new ArgumentException($"A surface needs finite, increasing ranges, got x {xMin} to {xMax}, y {yMin} to {yMax}.");
        this.values = values;
        (XMin, XMax, YMin, YMax) = (xMin, xMax, yMin, yMax);
    }

    /// <summary>Left edge.</summary>
    public double XMin { get; }

    /// <summary>Right edge.</summary>
    public double XMax { get; }

    /// <summary>Lower edge.</summary>
    public double YMin { get; }

    /// <summary>Upper edge.</summary>
    public double YMax { get; }

    /// <summary>Nodes along y.</summary>
    public int Rows => values.GetLength(0);

    /// <summary>Nodes along x.</summary>
    public int Columns => values.GetLength(1);

    /// <summary>The value at a node.</summary>
    public double this[int row, int column] => values[row, column];

    /// <summary>The x of a column.</summary>
    public double X(int column) => XMin + (XMax - XMin) * column / (Columns - 1);

    /// <summary>The y of a row.</summary>
    public double Y(int row) => YMin + (YMax - YMin) * row / (Rows - 1);

    internal Surface Map(Func<double, double> function)
    {
        var mapped = new double[Rows, Columns];
        for (int i = 0; i < mapped.Length; i++) mapped[i / Columns, i % Columns] = function(values[i / Columns, i % Columns]);
        return new(mapped, XMin, XMax, YMin, YMax);
    }

    internal double[,] ToArray() => (double[,])values.Clone();

    // Cells lie around nodes; those of the outer nodes are halved by the edges.
    internal double[] XEdges() => Edges(Columns, XMin, XMax);

    internal double[] YEdges() => Edges(Rows, YMin, YMax);

    static double[] Edges(int nodes, double min, double max) =>
        [.. Enumerable.Range(0, nodes + 1).Select(i => Math.Clamp(min + (max - min) * (i - 0.5) / (nodes - 1), min, max))];

    /// <summary>Evaluates a function of (x, y) at every node.</summary>
    public static Surface Sample(Func<double, double, double> function,
        double xMin, double xMax, double yMin, double yMax, int columns = 121, int rows = 121)
    {
        var surface = new Surface(new double[rows, columns], xMin, xMax, yMin, yMax);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++) surface.values[row, column] = function(surface.X(column), surface.Y(row));
        return surface;
    }

    /// <summary>Evaluates a function of many points at once, as models are quick: it gets x and y of every node, row after row, and gives
    /// a value for each.</summary>
    /// <exception cref="ArgumentException">It gives another number of values.</exception>
    public static Surface SampleAll<T>(Func<float[], T[]> function,
        double xMin, double xMax, double yMin, double yMax, int columns = 121, int rows = 121) where T : INumberBase<T>
    {
        var surface = new Surface(new double[rows, columns], xMin, xMax, yMin, yMax);
        var points = new float[2 * columns * rows];
        for (int i = 0; i < columns * rows; i++) (points[2 * i], points[2 * i + 1]) = ((float)surface.X(i % columns), (float)surface.Y(i / columns));
        T[] given = function(points);
        if (given.Length != columns * rows)
            throw new ArgumentException($"A surface of {rows} × {columns} nodes needs {rows * columns} values, got {given.Length}.");
        for (int i = 0; i < given.Length; i++) surface.values[i / columns, i % columns] = double.CreateSaturating(given[i]);
        return surface;
    }
}
