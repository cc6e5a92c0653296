using System.Globalization;

namespace Nabla.Recipes;

/// <summary>How often something happens: every so many steps, every so many epochs, or never.</summary>
public readonly record struct Interval
{
    Interval(double length, bool isEpochs) => (Length, IsEpochs) = (length, isEpochs);

    /// <summary>Never.</summary>
    public static Interval Never => default;

    /// <summary>The number of steps or epochs from one time to the next; 0 for never.</summary>
    public double Length { get; }

    /// <summary>Whether <see cref="Length"/> counts epochs.</summary>
    public bool IsEpochs { get; }

    /// <summary>Every so many steps.</summary>
    public static Interval Steps(long steps) => new(steps, false);

    /// <summary>Every so many epochs; a part of one is allowed.</summary>
    public static Interval Epochs(double epochs) => new(epochs, true);

    /// <summary>Reads "500" or "500 steps", "1 epoch", "0.5 epochs", "never".</summary>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static Interval Parse(string text)
    {
        string[] words = text.Trim().ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["never"] or ["none"]) return Never;
        if (words is ["epoch"]) return Epochs(1);
        if (words is [var epochs, "epoch" or "epochs"] && double.TryParse(epochs, NumberStyles.Float, CultureInfo.InvariantCulture, out double length) && length > 0 && double.IsFinite(length))
            return Epochs(length);
        bool namesSteps = words.Length == 1 || words is [_, "step" or "steps"];
        if (namesSteps && long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out long count) && count > 0)
            return Steps(count);
        throw new FormatException("a number of steps such as 500, '1 epoch', '0.5 epochs', or never");
    }

    /// <summary>The steps from one time to the next, at least 1; 0 for never.</summary>
    public long InSteps(double stepsPerEpoch) => this == Never ? 0 : Math.Max(1, (long)Math.Round(IsEpochs ? Length * stepsPerEpoch : Length));

    /// <summary>As it is read: 500 steps, 1 epoch, never.</summary>
    public override string ToString()
    {
        if (this == Never) return "never";
        string unit = IsEpochs ? "epoch" : "step";
        return string.Create(CultureInfo.InvariantCulture, $"{Length} {unit}{(Length == 1 ? "" : "s")}");
    }
}
