namespace Nabla.Schedules;

/// <summary>A number of steps, or a share of all steps of a run such as 50%.</summary>
readonly record struct StepCount(long Count, double? Percent)
{
    /// <summary>How it is written.</summary>
    public static Notation<StepCount> Notation { get; } = new("a whole number of steps or a share such as 50%", TryRead,
        count => count.Percent is { } percent ? percent.ToString("R", CultureInfo.InvariantCulture) + "%"
            : count.Count.ToString(CultureInfo.InvariantCulture));

    /// <summary>The steps in a run of so many.</summary>
    public long Of(long totalSteps) => Percent is { } percent ? (long)Math.Round(totalSteps * percent / 100) : Count;

    static bool TryRead(string text, out StepCount count)
    {
        bool isCount = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long steps);
        count = new(steps, null);
        if (text is not [.. var share, '%']) return isCount;
        bool isNumber = double.TryParse(share, NumberStyles.Float, CultureInfo.InvariantCulture, out double percent);
        count = new(0, percent);
        return isNumber && percent is >= 0 and <= 100;
    }
}
