namespace Nabla.Plots;

// Lines, clouds, bars. Any kind of number will do; every method returns the figure.
public sealed partial class Figure
{
    /// <summary>A line through points. Up to 24 points show markers, if wished; many are thinned without visible change.</summary>
    public Figure Line<TX, TY>(string label, IEnumerable<TX> x, IEnumerable<TY> y, double width = 1.8,
        double opacity = 1, bool markers = true)
        where TX : INumberBase<TX> where TY : INumberBase<TY> =>
        Add(new Line(label, new Points($"Line '{label}'", Doubles(x), Doubles(y)), width, opacity, markers));

    /// <summary>A line through values at 0, 1, 2, …</summary>
    public Figure Line<T>(string label, IEnumerable<T> y, double width = 1.8, double opacity = 1, bool markers = true)
        where T : INumberBase<T>
    {
        double[] values = Doubles(y);
        return Line(label, Enumerable.Range(0, values.Length), values, width, opacity, markers);
    }

    /// <summary>The curve of a function over a range, sampled evenly along the axis of x: set that before.</summary>
    /// <exception cref="ArgumentException">Fewer than 2 points, or a range that is not positive on a log axis.</exception>
    public Figure Curve(string label, Func<double, double> function, double from, double to, int points = 401)
    {
        bool log = XAxis.Scale == Scale.Log;
        if (points < 2 || (log && !(from > 0 && to > 0)))
            throw new ArgumentException($"Curve '{label}' needs at least 2 points, and on a log axis a positive range: "
                + $"got {points} points from {from} to {to}.");
        double[] x = [.. Enumerable.Range(0, points).Select(i => (double)i / (points - 1))
            .Select(share => log ? from * Math.Pow(to / from, share) : from + (to - from) * share)];
        return Line(label, x, x.Select(function), markers: false);
    }

    /// <summary>A cloud of points.</summary>
    public Figure Scatter<TX, TY>(string label, IEnumerable<TX> x, IEnumerable<TY> y, double? radius = null)
        where TX : INumberBase<TX> where TY : INumberBase<TY> =>
        Add(new Scatter(label, new Points($"Scatter '{label}'", Doubles(x), Doubles(y)), radius));

    /// <summary>The area between two curves; give it the label of the line it belongs to.</summary>
    public Figure Band<TX, TY>(string label, IEnumerable<TX> x, IEnumerable<TY> low, IEnumerable<TY> high)
        where TX : INumberBase<TX> where TY : INumberBase<TY>
    {
        double[] places = Doubles(x);
        string name = $"Band '{label}'";
        return Add(new Band(label, new Points(name, places, Doubles(low)), new Points(name, places, Doubles(high))));
    }

    /// <summary>Counts of values in bins; <paramref name="bins"/> 0 chooses their number, <paramref name="shares"/> gives
    /// shares of the whole in place of counts.</summary>
    public Figure Histogram<T>(string label, IEnumerable<T> values, int bins = 0, bool shares = false) where T : INumberBase<T> =>
        Add(new Histogram(label, Doubles(values), bins, shares));

    /// <summary>One bar a category, with whiskers of ± <paramref name="errors"/>; call it again for bars beside these.</summary>
    public Figure Bars<T>(string label, IEnumerable<string> categories, IEnumerable<T> values, IEnumerable<T>? errors = null)
        where T : INumberBase<T>
    {
        string[] names = [.. categories];
        double[] heights = Doubles(values);
        double[]? whiskers = errors is null ? null : Doubles(errors);
        if (names.Length != heights.Length || (whiskers is not null && whiskers.Length != names.Length))
            throw new ArgumentException($"Bars '{label}' needs a value (and error) a category: {names.Length} categories, {heights.Length} values.");
        XAxis = XAxis with { Categories = names };
        Add(new Bars(label, heights, whiskers));
        var all = Drawn.OfType<Bars>().ToList();
        for (int i = 0; i < all.Count; i++) all[i].Group(i, all.Count);
        return this;
    }

    static double[] Doubles<T>(IEnumerable<T> values) where T : INumberBase<T> =>
        values is double[] ready ? (double[])ready.Clone() : [.. values.Select(double.CreateSaturating)];
}
