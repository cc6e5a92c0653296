namespace Nabla.Plots.Axes;

/// <summary>Maps numbers of an axis to figure units.</summary>
internal sealed class Projection
{
    readonly Domain domain;
    readonly double from, to, low, high;

    public Projection(Domain domain, double from, double to)
    {
        this.domain = domain;
        (Low, High) = domain.Limits();
        (low, high) = (Transform(Low), Transform(High));
        (this.from, this.to) = domain.Axis.Reversed ? (to, from) : (from, to);
    }

    public double Low { get; }

    public double High { get; }

    public double Length => Math.Abs(to - from);

    public double Center => (from + to) / 2;

    /// <summary>The place of a value; NaN where it cannot be shown. Far outside, the place is cut to twenty lengths away.</summary>
    public double Map(double value)
    {
        if (!domain.Accepts(value)) return double.NaN;
        double share = (Transform(value) - low) / (high - low);
        return from + Math.Clamp(share, -20, 20) * (to - from);
    }

    /// <summary>Where bars stand: zero, or the lower end when zero is not on the axis.</summary>
    public double Base => Map(IsLog ? Low : Math.Clamp(0, Low, High));

    /// <summary>At most about <paramref name="most"/> ticks between its ends; <paramref name="whole"/> asks for whole numbers.</summary>
    public TickSet Ticks(int most, bool whole) => IsLog ? LogTicks.Between(Low, High, most) : LinearTicks.Between(Low, High, most, whole);

    bool IsLog => domain.Axis.Scale == Scale.Log;

    double Transform(double value) => IsLog ? Math.Log10(value) : value;
}
