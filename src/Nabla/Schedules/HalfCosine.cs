namespace Nabla.Schedules;

/// <summary>The usual half cosine f + (1 − f)·(1 + cos(π·t/T))/2 (SGDR, Loshchilov and Hutter 2017, equation 5, without restarts), and the floor
/// after step T.</summary>
/// <param name="Steps">T, at least 1.</param>
/// <param name="Floor">The last factor, from 0 to 1.</param>
public sealed record HalfCosine(long Steps, double Floor = 0.1) : Schedule
{
    static readonly Setting<double> floor = FloorOf(0.1);
    internal static readonly Choice<Schedule> ByName =
        new("half-cosine", "the usual half cosine", at => new HalfCosine(at.Whole, at.Get(floor)), floor);

    /// <summary>T, after which the floor is kept.</summary>
    public long Steps { get; } = Positive(Steps, nameof(Steps));

    /// <summary>The last factor.</summary>
    public double Floor { get; } = Share(Floor, nameof(Floor));

    /// <inheritdoc/>
    protected internal override double Factor(long step) =>
        step >= Steps ? Floor : Floor + (1 - Floor) * 0.5 * (1 + Math.Cos(Progress(step, Steps) * Math.PI));
}
