namespace Nabla.Plots.Marks;

/// <summary>A dashed line across the whole plot at one value, with its name: a bar to reach, a step where something changed.</summary>
internal sealed class Rule(double value, string text, bool vertical) : Mark
{
    static readonly TextStyle Style = new(10.5, Paint.Soft, Halo: true);

    public override Layer Layer => Layer.Text;

    public override bool IsEmpty => true;

    public override void Measure(Bounds bounds) => (vertical ? bounds.X : bounds.Y).Include(value);

    public override void Draw(Panel panel)
    {
        var area = panel.Area;
        double place = (vertical ? panel.X : panel.Y).Map(value);
        if (double.IsNaN(place) || place < (vertical ? area.X : area.Y) - 1 || place > (vertical ? area.Right : area.Bottom) + 1) return;
        var stroke = new Stroke(Paint.Soft, 1.1, "5 3");
        if (vertical) panel.Canvas.Segment(place, area.Y, place, area.Bottom, stroke);
        else panel.Canvas.Segment(area.X, place, area.Right, place, stroke);
        panel.Place(text, Style, vertical ? BesideLine(area, place) : OverLine(area, place));
    }

    static IEnumerable<(double, double, Anchor)> OverLine(Box area, double y)
    {
        foreach (double baseline in (double[])[y - 4, y + 12])
        {
            yield return (area.X + 6, baseline, Anchor.Start);
            yield return (area.Right - 6, baseline, Anchor.End);
            yield return (area.CenterX, baseline, Anchor.Middle);
        }
    }

    static IEnumerable<(double, double, Anchor)> BesideLine(Box area, double x)
    {
        for (double baseline = area.Y + 13; baseline < area.Bottom - 4; baseline += 15)
        {
            yield return (x + 5, baseline, Anchor.Start);
            yield return (x - 5, baseline, Anchor.End);
        }
    }
}
