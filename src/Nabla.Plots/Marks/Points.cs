namespace Nabla.Plots.Marks;

/// <summary>Pairs of numbers as they came, also the ones that cannot be shown.</summary>
internal sealed class Points
{
    public Points(string mark, double[] x, double[] y)
    {
        if (x.Length != y.Length) throw new ArgumentException($"{mark} needs as many x as y values, got {x.Length} and {y.Length}.");
        (X, Y) = (x, y);
    }

    public double[] X { get; }

    public double[] Y { get; }

    public int Count => X.Length;

    public void Measure(Bounds bounds)
    {
        for (int i = 0; i < Count; i++) bounds.Include(X[i], Y[i]);
    }

    /// <summary>Places in the panel; NaN where a point cannot be shown.</summary>
    public (double X, double Y)[] Project(Panel panel)
    {
        var places = new (double, double)[Count];
        for (int i = 0; i < Count; i++) places[i] = (panel.X.Map(X[i]), panel.Y.Map(Y[i]));
        return places;
    }

    public (double X, double Y)? Last(Bounds bounds)
    {
        for (int i = Count - 1; i >= 0; i--)
            if (bounds.X.Accepts(X[i]) && bounds.Y.Accepts(Y[i])) return (X[i], Y[i]);
        return null;
    }
}
