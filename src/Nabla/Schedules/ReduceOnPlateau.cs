namespace Nabla.Schedules;

/// <summary>Cuts the rate when the loss on the validation set stops falling: after more than <c>Patience</c> evaluations in a row without an
/// improvement, the factor is multiplied by <c>Gamma</c>. Feed it by <see cref="Schedule.After"/>, which returns the schedule to go on
/// with.</summary>
/// <param name="Gamma">What each cut multiplies by, from 0 to 1.</param>
/// <param name="Patience">Evaluations without improvement that are put up with; 0 cuts at the first.</param>
/// <param name="Threshold">An improvement is a loss below best − threshold·|best|.</param>
/// <param name="Floor">The least factor, from 0 to 1.</param>
public sealed record ReduceOnPlateau(double Gamma = 0.1, int Patience = 10, double Threshold = 1e-4, double Floor = 0) : Schedule
{
    static readonly Setting<int> patience = new("patience", "evaluations without improvement that are put up with", Notations.Whole(0), 10);
    internal static readonly Choice<Schedule> ByName =
        new("plateau", "cut when the validation loss stops falling", at => new ReduceOnPlateau(at.Get(Cut), at.Get(patience)), Cut, patience);

    readonly PlateauState state;

    /// <summary>What each cut multiplies by.</summary>
    public double Gamma { get; } = Share(Gamma, nameof(Gamma));

    /// <summary>Evaluations without improvement that are put up with.</summary>
    public int Patience { get; } = Patience >= 0 ? Patience
        : throw new ArgumentOutOfRangeException(nameof(Patience), $"Patience of a schedule is {Patience}: it counts evaluations, from 0.");

    /// <summary>How far below the best, as a share of it, a loss must be to count as an improvement.</summary>
    public double Threshold { get; } = Share(Threshold, nameof(Threshold));

    /// <summary>The least factor.</summary>
    public double Floor { get; } = Share(Floor, nameof(Floor));

    /// <inheritdoc/>
    public override PlateauState? Plateau => state;

    /// <inheritdoc/>
    public override Schedule Resume(PlateauState plateau) => new ReduceOnPlateau(this, plateau);

    /// <inheritdoc/>
    public override Schedule After(long step, double validationLoss) => new ReduceOnPlateau(this, Next(validationLoss));

    /// <inheritdoc/>
    protected internal override double Factor(long step) => Math.Max(Floor, Math.Pow(Gamma, state.Cuts));

    ReduceOnPlateau(ReduceOnPlateau settings, PlateauState state) : this(settings.Gamma, settings.Patience, settings.Threshold, settings.Floor) =>
        this.state = state;

    PlateauState Next(double loss)
    {
        bool improved = double.IsFinite(loss) && (state.Best is not { } best || loss < best - Threshold * Math.Abs(best));
        if (improved) return state with { Best = loss, Waited = 0 };
        return state.Waited < Patience
            ? state with { Waited = state.Waited + 1 }
            : state with { Waited = 0, Cuts = state.Cuts + 1 };
    }
}
