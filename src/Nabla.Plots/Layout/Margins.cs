namespace Nabla.Plots.Layout;

/// <summary>Room around the plot area.</summary>
internal readonly record struct Margins(double Left, double Top, double Right, double Bottom)
{
    public Margins Widen(Margins other) => new(
        Math.Max(Left, other.Left), Math.Max(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));
}
