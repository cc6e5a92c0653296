namespace Nabla.Operations.Elementwise;

/// <summary>Checks of the constants that formulas are made with.</summary>
internal static class FormulaConstant
{
    /// <exception cref="ArgumentOutOfRangeException">The constant is negative or NaN.</exception>
    public static double NotNegative(double value, string formula, string name) => value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, $"{formula} expects {name} of at least 0, got {value}: its slope is read from the sign of its output.");

    /// <exception cref="ArgumentOutOfRangeException">The bounds are the wrong way around, or NaN.</exception>
    public static double NotBelow(double high, double low, string formula) => high >= low
        ? high
        : throw new ArgumentOutOfRangeException(nameof(high), $"{formula} expects low ≤ high, got [{low}, {high}]: swap the bounds.");
}
