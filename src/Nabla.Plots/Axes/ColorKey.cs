namespace Nabla.Plots.Axes;

/// <summary>Which color stands for which number: a color map, its ends, and the title of its scale.</summary>
internal sealed class ColorKey(ColorMap map, Axis axis)
{
    public ColorMap Map => map;

    public Axis Axis => axis;

    public Domain Domain { get; } = new(axis);

    /// <summary>Widens the scale to show these values.</summary>
    public ColorKey Cover(IEnumerable<double> values)
    {
        foreach (double value in values) Domain.Include(value);
        if (ReferenceEquals(map, ColorMap.Diverging) && axis.Scale == Scale.Linear) Domain.Center();
        Domain.Tighten();
        return this;
    }

    /// <summary>The place of a value on the color map, 0 to 1; NaN where it cannot be shown.</summary>
    public double Place(double value)
    {
        if (!Domain.Accepts(value)) return double.NaN;
        var (low, high) = Domain.Limits();
        double share = axis.Scale == Scale.Log
            ? (Math.Log10(value) - Math.Log10(low)) / (Math.Log10(high) - Math.Log10(low))
            : (value - low) / (high - low);
        return Math.Clamp(share, 0, 1);
    }
}
