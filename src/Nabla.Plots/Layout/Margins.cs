namespace Nabla.Plots.Layout;

/// <summary>Room around the plot area.</summary>
internal readonly record struct Margins(double Left, double Top, double Right, double Bottom);
