namespace Nabla.Schedules;

/// <summary>The rate is multiplied by γ every n steps: α_t = α₀·γ^⌊t/n⌋.</summary>
/// <param name="Every">n, at least 1.</param>
/// <param name="Gamma">γ, from 0 to 1.</param>
public sealed record StepDecay(long Every, double Gamma = 0.1) : Schedule
{
    static readonly Setting<StepCount> every = new("every", "steps between two cuts", StepCount.Notation);
    internal static readonly Choice<Schedule> ByName =
        new("step", "cut every so many steps", at => new StepDecay(at.Get(every).Of(at.Whole), at.Get(Cut)), every, Cut);

    /// <summary>Steps between two cuts.</summary>
    public long Every { get; } = Positive(Every, nameof(Every));

    /// <summary>What each cut multiplies by.</summary>
    public double Gamma { get; } = Share(Gamma, nameof(Gamma));

    /// <inheritdoc/>
    protected internal override double Factor(long step) => Math.Pow(Gamma, step / Every);
}
