namespace Nabla.Plots.Marks;

/// <summary>Pictures in rows, each with its caption below; marked ones (mistakes) in the warning color.</summary>
internal sealed class Images(Raster[] pictures, string[] captions, bool[] marked, int columns) : Mark
{
    const double CaptionSize = 10.5, Gap = 10;

    public override bool IsEmpty => pictures.Length == 0;

    public override void Measure(Bounds bounds)
    {
    }

    public override void Draw(Panel panel)
    {
        var (across, size) = Arrange(panel.Area);
        for (int i = 0; i < pictures.Length; i++)
        {
            Raster picture = pictures[i];
            double x = panel.Area.X + i % across * (size.Width + Gap), y = panel.Area.Y + i / across * size.Height;
            double scale = Math.Min(size.Width / picture.Width, (size.Height - CaptionRoom - Gap) / picture.Height);
            double width = scale * picture.Width, height = scale * picture.Height;
            var box = new Box(x + (size.Width - width) / 2, y, width, height);
            panel.Canvas.Image(box, Png.DataUri(picture.Width, picture.Height, picture.Channels, picture.Pixels));
            panel.Canvas.Rectangle(box, Paint.None, new Stroke(Paint.CardEdge, 1));
            Caption(panel, i, box, size.Width);
        }
    }

    double CaptionRoom => captions.Length > 0 ? 16 : 0;

    void Caption(Panel panel, int index, Box box, double width)
    {
        if (index >= captions.Length) return;
        string text = Typeface.Fit(captions[index], CaptionSize, width);
        Paint paint = index < marked.Length && marked[index] ? Series.At(1).Paint : Paint.Soft;
        panel.Canvas.Text(box.CenterX, box.Bottom + 13, text, new TextStyle(CaptionSize, paint), Anchor.Middle);
    }

    // The number of columns that makes the pictures largest, unless it is given.
    (int Columns, (double Width, double Height) Size) Arrange(Box area)
    {
        var best = (Columns: 1, Size: (Width: 1.0, Height: 1.0), Side: -1.0);
        for (int across = 1; across <= Math.Max(1, pictures.Length); across++)
        {
            if (columns > 0 && across != Math.Min(columns, pictures.Length)) continue;
            int down = (pictures.Length + across - 1) / across;
            double width = (area.Width - Gap * (across - 1)) / across, height = area.Height / down;
            double side = Math.Min(width, height - CaptionRoom - Gap);
            if (side > best.Side + 1e-9) best = (across, (width, Math.Min(height, width + CaptionRoom + Gap)), side);
        }
        return (best.Columns, best.Size);
    }
}
