namespace Nabla.Plots;

/// <summary>How an axis (or a color scale) maps numbers to places.</summary>
public enum Scale
{
    /// <summary>Equal differences are equal distances.</summary>
    Linear,

    /// <summary>Equal ratios are equal distances; values that are not positive are left out, and counted in a note.</summary>
    Log,
}

/// <summary>One axis of a figure.</summary>
/// <param name="Title">What it shows, with the unit in brackets: "time [s]".</param>
/// <param name="Scale">Linear or logarithmic.</param>
public sealed record Axis(string Title = "", Scale Scale = Scale.Linear)
{
    /// <summary>The lower end; without it, the data decide.</summary>
    public double? Min { get; init; }

    /// <summary>The upper end; without it, the data decide.</summary>
    public double? Max { get; init; }

    /// <summary>Names in place of numbers: the name at index i stands at i. Set by bars, heat maps and confusion matrices.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>True when the numbers run downward (or leftward), as the rows of a matrix do.</summary>
    public bool Reversed { get; init; }
}
