namespace Nabla.Plots.Marks;

/// <summary>Lines of equal height: quiet, since paths, points or a heat map usually share the plot.</summary>
internal sealed class Contours(Surface surface, double[]? levels, Scale scale) : Mark
{
    readonly double[] heights = levels ?? Choose(surface, scale);

    public override Layer Layer => Layer.Rule;

    public override bool IsEmpty => false;

    public override void Measure(Bounds bounds)
    {
        bounds.Include(surface.XMin, surface.YMin);
        bounds.Include(surface.XMax, surface.YMax);
        bounds.X.Tighten();
        bounds.Y.Tighten();
    }

    public override void Draw(Panel panel)
    {
        var path = new PathText();
        foreach (double height in heights)
            foreach (var chain in MarchingSquares.Trace(surface, height))
                path.Polyline(Thinning.Straighten([.. chain.Select(p => (panel.X.Map(p.X), panel.Y.Map(p.Y)))]));
        Paint paint = panel.OnColors ? Paint.Fixed(new(255, 255, 255)) : Paint.Soft;
        panel.Canvas.Path(path, null, new Stroke(paint, 1, Opacity: 0.6));
    }

    // About a dozen: nice numbers, or on a log scale even ratios over at most five decades.
    static double[] Choose(Surface surface, Scale scale)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int i = 0; i < surface.Rows * surface.Columns; i++)
        {
            double value = surface[i / surface.Columns, i % surface.Columns];
            if (double.IsFinite(value) && (scale == Scale.Linear || value > 0)) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }
        if (!(low < high)) return [];
        if (scale == Scale.Linear) return LinearTicks.Between(low, high, 14).Major.Select(t => t.Value).Where(v => v > low && v < high).ToArray();
        double from = Math.Max(low, high / 1e5);
        return Enumerable.Range(0, 12).Select(i => from * Math.Pow(high / from, (i + 0.5) / 12)).ToArray();
    }
}
