namespace Nabla.Schedules;

/// <summary>α_t = α₀·(T − t)/T, or the straight line from 1 to a floor, and the floor after step T.</summary>
/// <param name="Steps">T, at least 1.</param>
/// <param name="Floor">The last factor, from 0 to 1; 0 is the plain formula.</param>
public sealed record LinearDecay(long Steps, double Floor = 0) : Schedule
{
    static readonly Setting<double> floor = FloorOf(0);
    internal static readonly Choice<Schedule> ByName = new("linear", "a straight line", at => new LinearDecay(at.Whole, at.Get(floor)), floor);

    /// <summary>T, after which the floor is kept.</summary>
    public long Steps { get; } = Positive(Steps, nameof(Steps));

    /// <summary>The last factor.</summary>
    public double Floor { get; } = Share(Floor, nameof(Floor));

    /// <inheritdoc/>
    protected internal override double Factor(long step) => Floor + (1 - Floor) * (1 - Progress(step, Steps));
}
