namespace Nabla.Schedules;

/// <summary>One cycle (Smith 2018, arXiv:1803.09820, section 4.1): straight up from a low rate to the whole one and straight down again in as many
/// steps, then on to a rate that is orders of magnitude smaller. It is a warm-up by itself: give it none. With a = rise·T: s + (1 − s)·t/a, then 1 −
/// (1 − s)·(t − a)/a, then s − (s − f)·(t − 2a)/(T − 2a), and f after step T.</summary>
/// <param name="Steps">T, at least 1.</param>
/// <param name="Start">s, the first factor, from 0 to 1: a tenth or a twentieth.</param>
/// <param name="Rise">The share of T in which the rate rises, and in which it falls, above 0 and up to 0.5.</param>
/// <param name="Floor">f, the last factor, from 0 to 1.</param>
public sealed record OneCycle(long Steps, double Start = 0.1, double Rise = 0.45, double Floor = 0.001) : Schedule
{
    static readonly Setting<double> start = new("start", "the first factor", Notations.AnyNumber, 0.1),
        rise = new("rise", "share of all steps in which the rate rises", Notations.AnyNumber, 0.45), floor = FloorOf(0.001);

    internal static readonly Choice<Schedule> ByName =
        new("one-cycle", "up, down, and out; set schedule.warmup to 0",
            at => new OneCycle(at.Whole, at.Get(start), at.Get(rise), at.Get(floor)), start, rise, floor);

    /// <summary>T, after which the floor is kept.</summary>
    public long Steps { get; } = Positive(Steps, nameof(Steps));

    /// <summary>The first factor.</summary>
    public double Start { get; } = Share(Start, nameof(Start));

    /// <summary>The share of all steps in which the rate rises, and in which it falls.</summary>
    public double Rise { get; } = Rise is > 0 and <= 0.5 ? Rise
        : throw new ArgumentOutOfRangeException(nameof(Rise), $"Rise of a one-cycle schedule is {Rise}: it is a share, above 0 and up to 0.5.");

    /// <summary>The last factor.</summary>
    public double Floor { get; } = Share(Floor, nameof(Floor));

    /// <inheritdoc/>
    protected internal override double Factor(long step)
    {
        double leg = Rise * Steps, rest = Steps - 2 * leg;
        if (step >= Steps) return Floor;
        if (step >= 2 * leg) return Start - (Start - Floor) * (step - 2 * leg) / rest;
        return 1 - (1 - Start) * Math.Abs(step - leg) / leg;
    }
}
