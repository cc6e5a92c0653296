namespace Nabla.Plots.Axes;

/// <summary>What all marks of a figure need together: both axes, and the count of what cannot be shown.</summary>
internal sealed class Bounds(Axis x, Axis y)
{
    public Domain X { get; } = new(x);

    public Domain Y { get; } = new(y);

    public int NotFinite { get; private set; }

    public int NotPositive { get; private set; }

    /// <summary>Observations of the largest histogram: all histograms of a figure share their bins.</summary>
    public int Observations { get; set; }

    /// <summary>Histograms of the figure: several draw themselves so that they can be told apart.</summary>
    public int Histograms { get; set; }

    /// <summary>Includes the point when both of its numbers can be shown; otherwise counts it.</summary>
    public void Include(double x, double y)
    {
        if (Count(x, X) && Count(y, Y))
        {
            X.Include(x);
            Y.Include(y);
        }
    }

    /// <summary>True when the value can be shown on the axis; otherwise it is counted.</summary>
    public bool Count(double value, Domain domain)
    {
        if (!domain.IsFinite(value)) NotFinite++;
        else if (!domain.Accepts(value)) NotPositive++;
        return domain.Accepts(value);
    }

    /// <summary>One line that says what the figure leaves out, or nothing.</summary>
    public string Note()
    {
        var parts = new List<string>();
        if (NotFinite > 0) parts.Add($"{NotFinite} not finite (NaN or infinite)");
        if (NotPositive > 0) parts.Add($"{NotPositive} not positive on a log axis");
        return parts.Count == 0 ? "" : "Left out: " + string.Join(", ", parts) + ".";
    }
}
