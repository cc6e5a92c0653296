namespace Nabla.Schedules;

/// <summary>The lecture's quarter cosine α_t = α₀·cos(t/T·π/2), drawn from 1 to a floor: f + (1 − f)·cos(t/T·π/2), and the floor after step T.
/// It stays high for longer than <see cref="HalfCosine"/> and falls steeply at the end.</summary>
/// <param name="Steps">T, at least 1.</param>
/// <param name="Floor">The last factor, from 0 to 1; "often 0.1 of the initial value". 0 is the plain formula.</param>
public sealed record Cosine(long Steps, double Floor = 0.1) : Schedule
{
    static readonly Setting<double> floor = FloorOf(0.1);
    internal static readonly Choice<Schedule> ByName =
        new("cosine", "the lecture's quarter cosine: high for long, then steep", at => new Cosine(at.Whole, at.Get(floor)), floor);

    /// <summary>T, after which the floor is kept.</summary>
    public long Steps { get; } = Positive(Steps, nameof(Steps));

    /// <summary>The last factor.</summary>
    public double Floor { get; } = Share(Floor, nameof(Floor));

    /// <inheritdoc/>
    protected internal override double Factor(long step) =>
        step >= Steps ? Floor : Floor + (1 - Floor) * Math.Cos(Progress(step, Steps) * Math.PI / 2);
}
