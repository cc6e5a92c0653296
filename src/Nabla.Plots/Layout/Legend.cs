namespace Nabla.Plots.Layout;

/// <summary>Keys and labels in rows above the plot, where they cover no data.</summary>
internal sealed class Legend
{
    const double KeyWidth = 24, KeyGap = 6, EntryGap = 18;

    readonly List<(string Label, double X, int Row)> places = [];

    public Legend(IEnumerable<string> labels, double width)
    {
        double x = 0;
        int row = 0;
        foreach (string label in labels)
        {
            string fitted = Typeface.Fit(label, Style.Legend.Size, width - KeyWidth - KeyGap);
            double entry = KeyWidth + KeyGap + Typeface.Width(fitted, Style.Legend.Size);
            if (x > 0 && x + entry > width) (x, row) = (0, row + 1);
            places.Add((label, x, row));
            x += entry + EntryGap;
        }
        Width = width;
        Height = places.Count == 0 ? 0 : (row + 1) * Style.LegendRow + 4;
    }

    public double Width { get; }

    public double Height { get; }

    public void Draw(Canvas canvas, double x, double y, IReadOnlyList<Mark> marks, SeriesBook series)
    {
        foreach (var (label, left, row) in places)
        {
            double top = y + row * Style.LegendRow;
            var key = new Box(x + left, top + 3, KeyWidth, 10);
            foreach (Mark mark in marks.Where(m => m.LegendLabels.Contains(label)).OrderBy(m => m.Layer)) mark.DrawKey(canvas, key, series[label]);
            string fitted = Typeface.Fit(label, Style.Legend.Size, Width - KeyWidth - KeyGap);
            canvas.Text(key.Right + KeyGap, top + 12, fitted, Style.Legend);
        }
    }
}
