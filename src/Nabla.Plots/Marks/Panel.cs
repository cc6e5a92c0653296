namespace Nabla.Plots.Marks;

/// <summary>What a mark draws on: the plot area, its two projections, and the look of each label; <paramref name="OnColors"/>
/// says that a heat map lies below.</summary>
internal sealed record Panel(Canvas Canvas, Box Area, Projection X, Projection Y, SeriesBook Series, bool OnColors)
{
    readonly List<Box> taken = [];

    /// <summary>Writes the text at the first place inside the area that no other text holds; nowhere when none is free.</summary>
    public void Place(string text, TextStyle style, IEnumerable<(double X, double Y, Anchor Anchor)> places)
    {
        double width = Typeface.Width(text, style.Size, style.Bold);
        foreach (var (x, y, anchor) in places)
        {
            double left = anchor switch { Anchor.Start => x, Anchor.Middle => x - width / 2, _ => x - width };
            var box = new Box(left, y - Typeface.Ascent * style.Size, width, style.Size);
            bool inside = box.X >= Area.X && box.Right <= Area.Right && box.Y >= Area.Y && box.Bottom <= Area.Bottom;
            if (!inside || taken.Any(other => other.Overlaps(box))) continue;
            taken.Add(box);
            Canvas.Text(x, y, text, style, anchor);
            return;
        }
    }
}
