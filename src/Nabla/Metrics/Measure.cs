namespace Nabla.Metrics;

/// <summary>A named number that says how a model does: from the task that takes it, to summary, events, console and report, where nobody knows any
/// name. A loss is none: it says what was made small.</summary>
/// <param name="Name">As files have it: <c>accuracy</c>, <c>bits_per_token</c>.</param>
/// <param name="Value">The number; NaN where nothing was measured.</param>
public readonly record struct Measure(string Name, double Value)
{
    /// <summary>What people read in place of the name; the name by default.</summary>
    public string Title { get => field ?? Name; init; }

    /// <summary>What follows the number for people, such as "in the units of the data"; empty by default.</summary>
    public string Note { get => field ?? ""; init; }

    /// <summary>Whether it lies from 0 to 1, and people read it in percent.</summary>
    public bool IsShare { get; init; }

    /// <summary>Whether it says in another unit what the measure before it says: events and figures leave it out.</summary>
    public bool IsRestated { get; init; }

    /// <summary>Whether more is better.</summary>
    public bool HigherIsBetter { get; init; }

    /// <summary>A share of right answers, from 0 to 1.</summary>
    public static Measure Share(string name, double value) => new(name, value) { IsShare = true, HigherIsBetter = true };

    /// <summary>The number as people read it: <c>98.56 %</c>, or four digits that count.</summary>
    public string Said => IsShare ? string.Create(CultureInfo.InvariantCulture, $"{Value * 100:0.00} %") : Short(Value);

    /// <summary>Four digits that count, and no more.</summary>
    public static string Short(double value) =>
        value == 0 || Math.Abs(value) is >= 1e-3 and < 1e5 ? value.ToString("0.####", CultureInfo.InvariantCulture) : value.ToString("0.##e-0", CultureInfo.InvariantCulture);
}
