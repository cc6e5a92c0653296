namespace Nabla.Plots.Ticks;

/// <summary>Ticks at 1, 2 or 5 times a power of ten.</summary>
internal static class LinearTicks
{
    public static TickSet Between(double min, double max, int most, bool whole = false)
    {
        // Between 2 and 5 a step may grow beyond the range, and a range without a tick says nothing.
        double step = NiceStep(max - min, most);
        if (Math.Floor(max / step + 1e-9) < Math.Ceiling(min / step - 1e-9)) step = NiceStep(max - min, most + 1);
        if (whole && step < 1) step = 1;
        double first = Math.Ceiling(min / step - 1e-9), last = Math.Floor(max / step + 1e-9);
        var values = new List<double>();
        for (double k = first; k <= last && values.Count <= most + 1; k++)
            values.Add(k * step + 0.0); // −0 becomes 0
        string[] texts = NumberText.Spaced(values, step);
        return new(values.Select((value, i) => new Tick(value, texts[i])).ToArray(), []);
    }

    /// <summary>The smallest nice step that cuts the range into at most <paramref name="most"/> parts.</summary>
    public static double NiceStep(double range, int most)
    {
        double raw = range / Math.Max(1, most);
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        foreach (double factor in (ReadOnlySpan<double>)[1, 2, 5])
            if (power * factor >= raw * (1 - 1e-9)) return power * factor;
        return power * 10;
    }
}
