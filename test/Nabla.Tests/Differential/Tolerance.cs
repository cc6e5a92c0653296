using Nabla.Devices;

namespace Nabla.Tests.Differential;

/// <summary>How far a number may be from libtorch's in float64, in units in the last place of the type that Nabla computed in: of the number itself,
/// of 1, and of the largest number of its tensor. Where it has no last place the rules are those of docs/numbers.md.</summary>
readonly record struct Tolerance(double OfItself, double OfOne = 0, double OfLargest = 0)
{
    /// <summary>Whether Nabla's number will do.</summary>
    /// <param name="actual">Nabla's number.</param>
    /// <param name="expected">libtorch's.</param>
    /// <param name="largest">The largest finite number that the type has in libtorch's tensor.</param>
    /// <param name="type">What Nabla computed in.</param>
    public bool Holds(double actual, double expected, double largest, DataType type)
    {
        if (double.IsNaN(expected)) return double.IsNaN(actual);
        if (Math.Abs(expected) > Largest(type)) return double.IsInfinity(actual) && Math.Sign(actual) == Math.Sign(expected);
        return Math.Abs(actual - expected) <= OfItself * Unit(expected, type) + OfOne * Unit(1, type) + OfLargest * Unit(largest, type) + Flushed(expected, type);
    }

    /// <summary>The largest number that a tensor of the type can hold.</summary>
    public static double Largest(DataType type) => type == DataType.Float32 ? float.MaxValue : double.MaxValue;

    // Numbers below the smallest normal one may be made, or be 0: neither Nabla nor libtorch promises which.
    static double Flushed(double expected, DataType type) => Math.Abs(expected) < Smallest(type) ? Smallest(type) : 0;

    static double Smallest(DataType type) => Math.ScaleB(1, type == DataType.Float32 ? -126 : -1022);

    static double Unit(double number, DataType type) => type == DataType.Float32
        ? Math.ScaleB(1, Math.Max(Math.ILogB(number), -126) - 23)
        : Math.ScaleB(1, Math.Max(Math.ILogB(number), -1022) - 52);
}
