namespace Nabla.Schedules;

/// <summary>The same rate all along: α_t = α.</summary>
public sealed record Fixed : Schedule
{
    /// <inheritdoc/>
    protected internal override double Factor(long step) => 1;
}
