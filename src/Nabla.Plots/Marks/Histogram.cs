using Nabla.Plots.Drawing;
using Nabla.Plots.Layout;
using Nabla.Plots.Ticks;

namespace Nabla.Plots.Marks;

/// <summary>Counts (or shares) of values in bins with nice edges, which all histograms of a figure share.</summary>
internal sealed class Histogram(string label, double[] values, int bins, bool shares) : Mark(label)
{
    readonly List<(double From, double To, double Height)> bars = [];

    public override Layer Layer => Layer.Area;

    public override bool IsEmpty => values.Length == 0;

    public override void Measure(Bounds bounds)
    {
        foreach (double value in values)
        {
            if (bounds.Count(value, bounds.X))
                bounds.X.Include(value);
        }
        bounds.Observations = Math.Max(bounds.Observations, values.Length);
    }

    public override void Settle(Bounds bounds)
    {
        bars.Clear();
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
        if (!(range > 0))
            return log ? 0.1 : low == 0 || !double.IsFinite(low) ? 1 : LinearTicks.NiceStep(Math.Abs(low), 10);
        int most = bins > 0 ? bins : Math.Clamp((int)Math.Ceiling(2 * Math.Cbrt(bounds.Observations)), 6, 80);
        double step = LinearTicks.NiceStep(range, most);
        return bounds.X.Whole ? Math.Max(1, step) : step;
    }

    static double Edge(double position, bool log) => log ? Math.Pow(10, position) : position;

    public override void Draw(Panel panel)
    {
        var path = new PathText();
        foreach (var (from, to, height) in bars)
        {
            double left = panel.X.Map(from), right = panel.X.Map(to), top = panel.Y.Map(height);
            double gap = right - left > 5 ? 0.5 : 0;
            if (!double.IsNaN(top))
                path.Rectangle(left + gap, top, right - left - 2 * gap, panel.Y.Base - top);
        }
        panel.Canvas.Path(path, panel.Series[Label].Paint, null, 0.6);
    }

    public override void DrawKey(Canvas canvas, Box box, Series series) =>
        canvas.Rectangle(box, series.Paint, null, 2, 0.6);
}
