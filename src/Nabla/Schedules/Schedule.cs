namespace Nabla.Schedules;

/// <summary>How the learning rate moves: rate of an update = initial rate × <see cref="At"/>. A factor rather than a rate, so that
/// weight decay can follow it too, as the lecture asks ("μ_t decreases with the learning rate").
/// Schedules are immutable; steps count the updates already made, so the first update has step 0.</summary>
public abstract partial record Schedule
{
    /// <summary>The factor on the initial learning rate for the update after <paramref name="step"/> updates. Beyond its last step a schedule stays at its floor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative.</exception>
    public double At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return Factor(step);
    }

    /// <summary>The factor for a step that is known not to be negative.</summary>
    protected internal abstract double Factor(long step);

    /// <summary>The schedule to follow after an evaluation: itself, unless it listens to the validation loss
    /// (<see cref="ReduceOnPlateau"/>).</summary>
    /// <param name="step">Updates made so far.</param>
    /// <param name="validationLoss">The loss on the validation split; NaN counts as no improvement.</param>
    public virtual Schedule After(long step, double validationLoss) => this;

    /// <summary>What a schedule that listens to the validation loss has heard, to be kept in the checkpoint; null for all others.</summary>
    public virtual PlateauState? Plateau => null;

    /// <summary>The same schedule with what it had heard when the checkpoint was written.</summary>
    /// <exception cref="ArgumentException">This schedule does not listen to the validation loss.</exception>
    public virtual Schedule Resume(PlateauState plateau) =>
        throw new ArgumentException($"{GetType().Name} keeps no state, but the checkpoint holds that of a ReduceOnPlateau: resume with the schedule of the first run.");

    /// <summary>The schedules by name. Each is declared in its own file.</summary>
    [Collected("Schedule")]
    public static partial Choices<Choice<Schedule>> Choices { get; }

    /// <summary>A number that is drawn down to, as a share of the initial rate.</summary>
    private protected static Setting<double> FloorOf(double otherwise) =>
        new("floor", "the last factor", Notations.Number("a number from 0 to 1", value => value is >= 0 and <= 1), otherwise);

    /// <summary>What a cut of the rate multiplies by.</summary>
    private protected static Setting<double> Cut { get; } = new("factor", "what each cut multiplies by", Notations.AnyNumber, 0.1);

    /// <summary>Reads a schedule by name, such as <c>cosine</c> or <c>step:30%:0.1</c>: one of <see cref="Choices"/>.</summary>
    /// <param name="text">The schedule's name and numbers.</param>
    /// <param name="totalSteps">Updates of the whole run, T.</param>
    /// <param name="warmup">Updates of a warm-up laid over the schedule; 0 for none.</param>
    /// <exception cref="FormatException">The name is unknown or a number does not fit; the message names the nearest right word.</exception>
    public static Schedule Parse(string text, long totalSteps, long warmup = 0)
    {
        var schedule = Choices.Make(text, whole: totalSteps);
        return warmup == 0 ? schedule : new Warmup(warmup, schedule);
    }

    /// <summary>The value if it is at least 1.</summary>
    protected static long Positive(long value, string name) =>
        value >= 1 ? value : throw new ArgumentOutOfRangeException(name, $"{name} of a schedule is {value}: at least 1 is needed.");

    /// <summary>The value if it lies in [0, 1].</summary>
    protected static double Share(double value, string name) =>
        value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, $"{name} of a schedule is {value}: it is a share of the initial learning rate, from 0 to 1.");

    /// <summary>How far the run is, from 0 at the first update to 1 at <paramref name="steps"/> and after.</summary>
    protected static double Progress(long step, long steps) => step >= steps ? 1 : (double)step / steps;
}
