namespace Nabla.Experiments;

/// <summary>How often something happens in a run: every so many steps, every so many epochs, never, or by itself (auto): every epoch, but no more than twenty times.</summary>
public readonly record struct Interval
{
    /// <summary>What <see cref="Parse"/> reads.</summary>
    public const string Expected = "a number of steps such as 500, '1 epoch', '0.5 epochs', auto (every epoch, at most 20 times), or never";

    const int MostTimes = 20;

    readonly Unit unit;

    Interval(double length, Unit unit) => (Length, this.unit) = (length, unit);

    enum Unit
    {
        Never,
        Steps,
        Epochs,
        Auto,
    }

    /// <summary>Never.</summary>
    public static Interval Never => default;

    /// <summary>Every epoch; in runs of many epochs, every few, so that it happens no more than twenty times.</summary>
    public static Interval Auto => new(0, Unit.Auto);

    /// <summary>The number of steps or epochs from one time to the next; 0 for never and auto.</summary>
    public double Length { get; }

    /// <summary>Every so many steps.</summary>
    public static Interval Steps(long steps) => new(steps, Unit.Steps);

    /// <summary>Every so many epochs; a part of one is allowed.</summary>
    public static Interval Epochs(double epochs) => new(epochs, Unit.Epochs);

    /// <summary>Reads "500" or "500 steps", "1 epoch", "0.5 epochs", "auto", "never".</summary>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static Interval Parse(string text)
    {
        string[] words = text.Trim().ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["never"] or ["none"]) return Never;
        if (words is ["auto"]) return Auto;
        if (words is ["epoch"]) return Epochs(1);
        if (words is [var epochs, "epoch" or "epochs"] && double.TryParse(epochs, NumberStyles.Float, CultureInfo.InvariantCulture, out double length) && length > 0 && double.IsFinite(length))
            return Epochs(length);
        bool namesSteps = words.Length == 1 || words is [_, "step" or "steps"];
        if (namesSteps && long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out long count) && count > 0) return Steps(count);
        throw new FormatException($"expected {Expected}; got '{text}'.");
    }

    /// <summary>The steps from one time to the next, at least 1; 0 for never.</summary>
    /// <param name="stepsPerEpoch">Steps of one epoch.</param>
    /// <param name="allSteps">Steps of the whole run.</param>
    public long InSteps(double stepsPerEpoch, long allSteps) => unit switch
    {
        Unit.Never => 0,
        Unit.Steps => (long)Length,
        Unit.Epochs => AtLeastOne(Length * stepsPerEpoch),
        _ => AtLeastOne(Math.Max(1, Math.Ceiling(allSteps / stepsPerEpoch / MostTimes)) * stepsPerEpoch),
    };

    /// <summary>As it is read: 500 steps, 1 epoch, auto, never.</summary>
    public override string ToString()
    {
        if (unit is Unit.Never or Unit.Auto) return unit == Unit.Auto ? "auto" : "never";
        return string.Create(CultureInfo.InvariantCulture, $"{Length} {(unit == Unit.Epochs ? "epoch" : "step")}{(Length == 1 ? "" : "s")}");
    }

    static long AtLeastOne(double steps) => Math.Max(1, (long)Math.Round(steps));
}
