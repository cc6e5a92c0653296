namespace Nabla.Schedules;

/// <summary>The lecture's warm-up laid over any schedule: α_t = min(1, t/K)·then_t. The slide counts t from 1, steps here count from 0, so
/// the first update has 1/K of the rate (never 0) and the K-th the whole. The schedule below runs by the same clock: its T is the whole run's.
/// For a schedule whose clock starts after the warm-up use <see cref="Join"/>.</summary>
/// <param name="Steps">K; 0 is no warm-up.</param>
/// <param name="Then">The schedule that is warmed up to.</param>
public sealed record Warmup(long Steps, Schedule Then) : Schedule
{
    /// <summary>Warms up to a fixed rate.</summary>
    public Warmup(long steps) : this(steps, new Fixed()) { }

    /// <summary>K, the updates until the whole rate is reached.</summary>
    public long Steps { get; } = Steps == 0 ? 0 : Positive(Steps, nameof(Steps));

    /// <summary>The schedule that is warmed up to.</summary>
    public Schedule Then { get; } = Then ?? throw new ArgumentNullException(nameof(Then));

    /// <inheritdoc/>
    public override PlateauState? Plateau => Then.Plateau;

    /// <inheritdoc/>
    public override Schedule Resume(PlateauState plateau) => new Warmup(Steps, Then.Resume(plateau));

    /// <inheritdoc/>
    public override Schedule After(long step, double validationLoss) => new Warmup(Steps, Then.After(step, validationLoss));

    /// <inheritdoc/>
    protected internal override double Factor(long step) => step >= Steps ? Then.Factor(step) : (step + 1.0) / Steps * Then.Factor(step);
}
