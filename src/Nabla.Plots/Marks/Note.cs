namespace Nabla.Plots.Marks;

/// <summary>A few words beside a point of the data.</summary>
internal sealed class Note(double x, double y, string text) : Mark
{
    static readonly TextStyle Style = new(11, Paint.Ink, Halo: true);

    public override Layer Layer => Layer.Text;

    public override bool IsEmpty => true;

    public override void Measure(Bounds bounds) => bounds.Include(x, y);

    public override void Draw(Panel panel)
    {
        double left = panel.X.Map(x), top = panel.Y.Map(y);
        if (double.IsNaN(left) || double.IsNaN(top)) return;
        panel.Canvas.Circle(left, top, 2, Paint.Ink);
        panel.Place(text, Style, Around(left, top));
    }

    static IEnumerable<(double, double, Anchor)> Around(double x, double y)
    {
        for (double away = 7; away < 80; away += 14)
        {
            yield return (x + 6, y - away, Anchor.Start);
            yield return (x - 6, y - away, Anchor.End);
            yield return (x + 6, y + away + 8, Anchor.Start);
            yield return (x - 6, y + away + 8, Anchor.End);
        }
    }
}
