namespace Nabla.Schedules;

/// <summary>One schedule for the first steps, then another whose clock starts at 0 there. Only the second may listen to the validation loss.</summary>
/// <param name="First">Followed while step &lt; <paramref name="Steps"/>.</param>
/// <param name="Steps">Updates of the first part.</param>
/// <param name="Then">Followed from there on, as if its first update were step 0.</param>
public sealed record Join(Schedule First, long Steps, Schedule Then) : Schedule
{
    /// <summary>Followed at the beginning.</summary>
    public Schedule First { get; } = First.Plateau is null ? First
        : throw new ArgumentException("The first of two joined schedules listens to the validation loss: put it second, or lay a Warmup over it.", nameof(First));

    /// <summary>Updates of the first part.</summary>
    public long Steps { get; } = Positive(Steps, nameof(Steps));

    /// <summary>Followed from there on.</summary>
    public Schedule Then { get; } = Then ?? throw new ArgumentNullException(nameof(Then));

    /// <inheritdoc/>
    public override PlateauState? Plateau => Then.Plateau;

    /// <inheritdoc/>
    public override Schedule Resume(PlateauState plateau) => new Join(First, Steps, Then.Resume(plateau));

    /// <inheritdoc/>
    public override Schedule After(long step, double validationLoss) =>
        step < Steps ? this : new Join(First, Steps, Then.After(step - Steps, validationLoss));

    /// <inheritdoc/>
    protected internal override double Factor(long step) => step < Steps ? First.Factor(step) : Then.Factor(step - Steps);
}
