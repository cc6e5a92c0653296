namespace Nabla.Plots.Marks;

/// <summary>Counts of true class (rows) by predicted class (columns), colored by their share of the row.</summary>
internal sealed class ConfusionMatrix : Mark
{
    static readonly Paint CellEdge = Paint.Fixed(new(0xd8, 0xde, 0xe4));

    readonly double[,] counts;
    readonly ColorKey key = new ColorKey(ColorMap.Blues, new Axis("share of the true class")).Cover([0, 1]);

    public ConfusionMatrix(double[,] counts) => this.counts = counts;

    public override Layer Layer => Layer.Fill;

    public override bool IsEmpty => counts.Length == 0;

    public override ColorKey ColorKey => key;

    public override void Measure(Bounds bounds)
    {
        bounds.X.Tighten();
        bounds.Y.Tighten();
    }

    public override void Draw(Panel panel)
    {
        int classes = counts.GetLength(0);
        for (int row = 0; row < classes; row++)
        {
            double total = 0;
            for (int column = 0; column < classes; column++) total += counts[row, column];
            for (int column = 0; column < classes; column++) Cell(panel, row, column, total > 0 ? counts[row, column] / total : 0);
        }
    }

    void Cell(Panel panel, int row, int column, double share)
    {
        double left = panel.X.Map(column - 0.5), right = panel.X.Map(column + 0.5), top = panel.Y.Map(row - 0.5), bottom = panel.Y.Map(row + 0.5);
        Rgb color = ColorMap.Blues.At(share);
        var box = new Box(left, top, right - left, bottom - top);
        panel.Canvas.Rectangle(box, Paint.Fixed(color), new Stroke(CellEdge, 0.5));
        string text = counts[row, column].ToString("0.##", CultureInfo.InvariantCulture);
        double size = Math.Min(11, box.Height * 0.5);
        while (size > 6 && Typeface.Width(text, size) > box.Width - 4) size -= 0.5;
        bool shows = counts[row, column] != 0 && size > 6 && Typeface.Width(text, size) <= box.Width - 2;
        if (shows)
            panel.Canvas.Text(box.CenterX, box.CenterY + 0.36 * size, text, new TextStyle(size, Paint.Fixed(color.Contrasting)), Anchor.Middle);
    }
}
