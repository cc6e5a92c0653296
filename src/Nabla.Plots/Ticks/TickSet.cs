namespace Nabla.Plots.Ticks;

/// <summary>A place on an axis and what stands there.</summary>
internal readonly record struct Tick(double Value, string Text);

/// <summary>The labelled ticks of an axis, and the places of its minor grid.</summary>
internal sealed record TickSet(IReadOnlyList<Tick> Major, IReadOnlyList<double> Minor)
{
    public static readonly TickSet None = new([], []);
}
