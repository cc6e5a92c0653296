namespace Nabla.Plots.Layout;

/// <summary>Sizes that all figures share, in figure units (pixels at their natural size).</summary>
internal static class Style
{
    public const double Padding = 16, TickSize = 11, TickGap = 6, LegendRow = 18;

    public static readonly TextStyle Title = new(15, Paint.Ink, Bold: true);
    public static readonly TextStyle Caption = new(12, Paint.Soft);
    public static readonly TextStyle AxisTitle = new(12, Paint.Ink);
    public static readonly TextStyle Tick = new(TickSize, Paint.Soft);
    public static readonly TextStyle Legend = new(12, Paint.Ink);
    public static readonly TextStyle Footnote = new(10.5, Paint.Soft);
}
