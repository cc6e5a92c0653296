namespace Nabla.Plots.Layout;

/// <summary>Names beside the right ends of few lines, which spares the eye the way to a legend.</summary>
internal sealed class EndLabels
{
    const double Row = 15, Lead = 10, MostMove = 45, Widest = 150;

    readonly List<(string Label, double Y, double Place)> places;

    EndLabels(List<(string Label, double Y, double Place)> places) => this.places = places;

    /// <summary>Room needed right of the plot.</summary>
    public double Width => Lead + 4 + places.Max(p => Typeface.Width(p.Label, Style.Legend.Size));

    /// <summary>Finds room for all labels, or null where a legend serves better: other marks than lines, many or long
    /// labels, lines that end early, ends that crowd.</summary>
    public static EndLabels? Find(IReadOnlyList<Mark> marks, Bounds bounds, Projection x, Projection y)
    {
        var labelled = marks.Where(m => m.LegendLabels.Any()).ToList();
        // Of several lines with one label (raw and smoothed), the last drawn says where the label stands.
        var lines = labelled.OfType<Line>().GroupBy(l => l.Label).Select(same => same.Last()).ToList();
        bool suits = lines.Count is > 0 and <= 6
            && labelled.All(m => m is Line || (m is Band && lines.Any(l => l.Label == m.Label)))
            && lines.All(l => Typeface.Width(l.Label, Style.Legend.Size) <= Widest);
        if (!suits) return null;
        var ends = new List<(string Label, double Y)>();
        double edge = Math.Max(x.Map(x.Low), x.Map(x.High));
        foreach (Line line in lines)
        {
            if (line.End(bounds) is not { } end || edge - x.Map(end.X) > 0.1 * x.Length) return null;
            ends.Add((line.Label, Math.Clamp(y.Map(end.Y), y.Center - y.Length / 2, y.Center + y.Length / 2)));
        }
        return Spread([.. ends.OrderBy(e => e.Y).ThenBy(e => e.Label, StringComparer.Ordinal)], y);
    }

    // Pushed down until none overlaps, then up from the lower edge.
    static EndLabels? Spread(List<(string Label, double Y)> ends, Projection y)
    {
        double top = y.Center - y.Length / 2, bottom = y.Center + y.Length / 2;
        var places = ends.Select(e => e.Y).ToArray();
        for (int round = 0; round < 50; round++)
        {
            for (int i = 0; i + 1 < places.Length; i++)
            {
                double overlap = Row - (places[i + 1] - places[i]);
                if (overlap > 0) (places[i], places[i + 1]) = (places[i] - overlap / 2, places[i + 1] + overlap / 2);
            }
            double above = top - places[0], below = places[^1] - bottom;
            for (int i = 0; i < places.Length; i++) places[i] += above > 0 ? above : below > 0 ? -below : 0;
        }
        for (int i = 0; i < places.Length; i++)
        {
            bool crowded = i > 0 && places[i] - places[i - 1] < Row - 0.5;
            if (crowded || Math.Abs(places[i] - ends[i].Y) > MostMove) return null;
        }
        return new(ends.Select((e, i) => (e.Label, e.Y, places[i])).ToList());
    }

    public void Draw(Canvas canvas, double right, SeriesBook series)
    {
        foreach (var (label, y, place) in places)
        {
            Paint paint = series[label].Paint;
            if (Math.Abs(place - y) > 3) canvas.Segment(right + 1, y, right + Lead - 2, place, new Stroke(paint, 0.8));
            canvas.Text(right + Lead, place + 4, label, Style.Legend with { Paint = paint });
        }
    }
}
