namespace Nabla.Plots.Marks;

/// <summary>Counts (or shares) of values in bins with nice edges, which all histograms of a figure share.</summary>
internal sealed class Histogram(string label, double[] values, int bins, bool shares) : Mark(label)
{
    // Several histograms overlap: outlines stay apart where areas would mix.
    const double Faint = 0.12, Solid = 0.6;

    readonly List<(double From, double To, double Height)> bars = [];
    bool outlined;

    public override Layer Layer => Layer.Area;

    public override bool IsEmpty => values.Length == 0;

    public override void Measure(Bounds bounds)
    {
        foreach (double value in values)
            if (bounds.Count(value, bounds.X)) bounds.X.Include(value);
        bounds.Observations = Math.Max(bounds.Observations, values.Length);
        bounds.Histograms++;
    }

    public override void Settle(Bounds bounds)
    {
        bars.Clear();
        outlined = bounds.Histograms > 1;
        var seen = values.Where(bounds.X.Accepts).ToArray();
        bool log = bounds.X.Axis.Scale == Scale.Log;
        var counts = new SortedDictionary<long, int>();
        double step = Step(bounds, log);
        foreach (double value in seen)
        {
            long bin = (long)Math.Floor((log ? Math.Log10(value) : value) / step + 1e-9);
            counts[bin] = counts.GetValueOrDefault(bin) + 1;
        }
        foreach (var (bin, count) in counts)
            Add(bounds, Edge(bin * step, log), Edge((bin + 1) * step, log), shares ? (double)count / seen.Length : count);
        bounds.Y.StartAtZero();
        bounds.Y.Pad(0.05);
    }

    void Add(Bounds bounds, double from, double to, double height)
    {
        bars.Add((from, to, height));
        bounds.X.Include(from);
        bounds.X.Include(to);
        bounds.Y.Include(height);
    }

    // Rice's rule, 2 n^(1/3) bins, then the next nice width.
    double Step(Bounds bounds, bool log)
    {
        var (low, high) = bounds.X.Seen;
        double range = log ? Math.Log10(high) - Math.Log10(low) : high - low;
        if (!(range > 0)) return log ? 0.1 : low == 0 || !double.IsFinite(low) ? 1 : LinearTicks.NiceStep(Math.Abs(low), 10);
        int most = bins > 0 ? bins : Math.Clamp((int)Math.Ceiling(2 * Math.Cbrt(bounds.Observations)), 6, 80);
        double step = LinearTicks.NiceStep(range, most);
        return bounds.X.Whole ? Math.Max(1, step) : step;
    }

    static double Edge(double position, bool log) => log ? Math.Pow(10, position) : position;

    public override void Draw(Panel panel)
    {
        PathText filled = new(), outline = new();
        double reached = double.NaN;
        foreach (var (from, to, height) in bars)
        {
            double left = panel.X.Map(from), right = panel.X.Map(to), top = panel.Y.Map(height), ground = panel.Y.Base;
            if (double.IsNaN(top)) continue;
            double gap = right - left > 5 && !outlined ? 0.5 : 0;
            filled.Rectangle(left + gap, top, right - left - 2 * gap, ground - top);
            // The next bin's side goes on from this one's top; after an empty bin the outline begins on the ground.
            if (Math.Abs(reached - left) < 0.01) outline.Line(left, top);
            else Ground(outline, reached, ground).Move(left, ground).Line(left, top);
            outline.Line(right, top);
            reached = right;
        }
        Series series = panel.Series[Label];
        panel.Canvas.Path(filled, series.Paint, null, outlined ? Faint : Solid, crisp: outlined);
        if (outlined) panel.Canvas.Path(Ground(outline, reached, panel.Y.Base), null, OutlineOf(series));
    }

    static PathText Ground(PathText outline, double x, double ground) => double.IsNaN(x) ? outline : outline.Line(x, ground);

    static Stroke OutlineOf(Series series) => new(series.Paint, 1.6, series.Dash);

    public override void DrawKey(Canvas canvas, Box box, Series series) =>
        canvas.Rectangle(box, series.Paint, outlined ? OutlineOf(series) : null, 2, outlined ? Faint : Solid);
}
