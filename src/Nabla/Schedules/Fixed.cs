namespace Nabla.Schedules;

/// <summary>The same rate all along: α_t = α.</summary>
public sealed record Fixed : Schedule
{
    internal static readonly Choice<Schedule> ByName = new("fixed", "the same rate all along", _ => new Fixed());

    /// <inheritdoc/>
    protected internal override double Factor(long step) => 1;
}
