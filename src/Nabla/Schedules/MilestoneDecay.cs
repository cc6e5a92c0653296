using System.Collections.Immutable;

namespace Nabla.Schedules;

/// <summary>The rate is multiplied by γ at each milestone: α_t = α₀·γ^(milestones ≤ t).</summary>
public sealed record MilestoneDecay : Schedule
{
    static readonly Setting<StepCount> first = new("first", "steps at which the rate is cut", StepCount.Notation) { Repeats = true };
    static readonly Setting<double> factor = new("factor", "what each cut multiplies by", Notations.AnyNumber);
    internal static readonly Choice<Schedule> ByName = new("milestones", "cut at given steps",
        at => new MilestoneDecay([.. at.All(first).Select(count => count.Of(at.Whole))], at.Get(factor)), first, factor);

    /// <summary>A schedule that cuts the rate at the given steps.</summary>
    /// <param name="milestones">Steps at which the rate is cut, rising.</param>
    /// <param name="gamma">γ, from 0 to 1.</param>
    /// <exception cref="ArgumentException">The milestones do not rise, or γ is no share.</exception>
    public MilestoneDecay(ReadOnlySpan<long> milestones, double gamma = 0.1)
    {
        for (int i = 0; i < milestones.Length; i++)
            if (milestones[i] <= (i == 0 ? -1 : milestones[i - 1]))
                throw new ArgumentException($"Milestones rise from step to step, but milestone {i} is {milestones[i]}: sort them and drop repeats.");
        Milestones = [.. milestones];
        Gamma = Share(gamma, nameof(Gamma));
    }

    /// <summary>Steps at which the rate is cut, rising.</summary>
    public ImmutableArray<long> Milestones { get; }

    /// <summary>What each cut multiplies by.</summary>
    public double Gamma { get; }

    /// <inheritdoc/>
    protected internal override double Factor(long step)
    {
        int at = Milestones.BinarySearch(step);
        return Math.Pow(Gamma, at >= 0 ? at + 1 : ~at);
    }

    /// <summary>Whether milestones and γ are the same.</summary>
    public bool Equals(MilestoneDecay? other) => other is not null && Gamma == other.Gamma && Milestones.AsSpan().SequenceEqual(other.Milestones.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Gamma, Milestones.Length, Milestones.LastOrDefault());
}
