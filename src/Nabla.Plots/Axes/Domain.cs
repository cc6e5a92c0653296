namespace Nabla.Plots.Axes;

/// <summary>The numbers that one axis has to show; grows as the marks are measured.</summary>
internal sealed class Domain(Axis axis)
{
    // Beyond these, differences and ratios overflow a double.
    const double Largest = 1e200, Smallest = 1e-200;

    double low = double.PositiveInfinity, high = double.NegativeInfinity, padding;
    bool tight, fromZero, whole = true;

    public Axis Axis => axis;

    public bool IsEmpty => low > high;

    /// <summary>True when every number seen is whole, so that half a step would mean nothing.</summary>
    public bool Whole => whole && axis.Scale == Scale.Linear;

    public (double Low, double High) Seen => (low, high);

    public bool IsFinite(double value) => Math.Abs(value) <= Largest;

    public bool Accepts(double value) => IsFinite(value) && (axis.Scale == Scale.Linear || value >= Smallest);

    public void Include(double value)
    {
        if (!Accepts(value)) return;
        low = Math.Min(low, value);
        high = Math.Max(high, value);
        whole &= value == Math.Floor(value) && Math.Abs(value) < 1e15;
    }

    /// <summary>Leaves room beyond the data, as a share of their range; the largest wish wins.</summary>
    public void Pad(double share) => padding = Math.Max(padding, share);

    /// <summary>Zero in the middle: as far to one side as to the other.</summary>
    public void Center()
    {
        if (!IsEmpty) (low, high) = (-Math.Max(-low, high), Math.Max(-low, high));
    }

    /// <summary>The data fill the axis to its ends (heat maps, regions).</summary>
    public void Tighten() => tight = true;

    /// <summary>Lengths are read from zero (bars): zero is shown, and nothing is left free below it.</summary>
    public void StartAtZero() => fromZero = axis.Scale == Scale.Linear;

    /// <summary>The ends of the axis: the data, zero, padding, and what the caller fixed.</summary>
    public (double Low, double High) Limits()
    {
        if (axis.Categories is { Count: > 0 } names) return (-0.5, names.Count - 0.5);
        var (from, to) = IsEmpty ? (axis.Scale == Scale.Log ? (1.0, 10.0) : (0.0, 1.0)) : (low, high);
        if (fromZero) (from, to) = (Math.Min(from, 0), Math.Max(to, 0));
        // What is fixed is fixed before room is left, which is a share of what is seen, and holds after it.
        (from, to) = Fixed(from, to);
        (from, to) = axis.Scale == Scale.Log ? PadRatio(from, to) : PadDifference(from, to);
        (from, to) = Fixed(from, to);
        return from < to ? (from, to) : Widen(Math.Min(from, to));
    }

    (double Low, double High) Fixed(double from, double to) =>
        (axis.Min is { } min && Accepts(min) ? min : from, axis.Max is { } max && Accepts(max) ? max : to);

    (double, double) PadDifference(double from, double to)
    {
        if (to - from <= 1e-12 * Math.Max(Math.Abs(from), Math.Abs(to)) || to == from) (from, to) = fromZero && from == 0 ? (0, 1) : Widen(from);
        else if (!tight)
        {
            double room = padding * (to - from);
            (from, to) = (fromZero && from == 0 ? 0 : from - room, fromZero && to == 0 ? 0 : to + room);
        }
        return (from, to);
    }

    (double, double) PadRatio(double from, double to)
    {
        if (to <= from * (1 + 1e-9)) return Widen(from);
        double ratio = tight ? 1 : Math.Pow(to / from, padding);
        return (from / ratio, to * ratio);
    }

    (double, double) Widen(double value)
    {
        if (axis.Scale == Scale.Log) return (value / 3, value * 3);
        double half = value == 0 ? 1 : Math.Abs(value) * 0.1;
        return Whole ? (value - Math.Max(1, Math.Floor(half)), value + Math.Max(1, Math.Floor(half))) : (value - half, value + half);
    }
}
