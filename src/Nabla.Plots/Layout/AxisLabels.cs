namespace Nabla.Plots.Layout;

/// <summary>The ticks of an axis whose texts do not overlap, their angle, and the room they take across the axis.</summary>
internal sealed record AxisLabels(TickSet Ticks, double Angle, double Room)
{
    const double Slope = -40, SlopedRow = 20, LongestName = 170, LongestSloped = 140;

    /// <summary>Below the plot: as many as fit; long names slope, and where even those crowd, every n-th stays.</summary>
    public static AxisLabels Below(Projection x, Domain domain)
    {
        if (domain.Axis.Categories is { Count: > 0 } names) return NamesBelow(x, names);
        for (int most = Math.Max(2, (int)(x.Length / 55)); ; most--)
        {
            var ticks = x.Ticks(most, domain.Whole);
            if (most <= 1 || Fits(ticks, x)) return new(ticks, 0, Style.TickSize + 4);
        }
    }

    /// <summary>Left of the plot: one line of text each.</summary>
    public static AxisLabels Beside(Projection y, Domain domain, bool whole, double rowHeight = 34)
    {
        TickSet ticks;
        if (domain.Axis.Categories is { Count: > 0 } names)
        {
            int stride = (int)Math.Ceiling(13 / Math.Max(0.1, y.Length / names.Count));
            ticks = Every(names, stride, name => Typeface.FitName(name, Style.TickSize, LongestName));
        }
        else ticks = y.Ticks(Math.Max(2, (int)(y.Length / rowHeight)), whole);
        return new(ticks, 0, ticks.Major.Select(t => Typeface.Width(t.Text, Style.TickSize)).DefaultIfEmpty(0).Max());
    }

    static AxisLabels NamesBelow(Projection x, IReadOnlyList<string> names)
    {
        double slot = x.Length / names.Count, widest = names.Max(n => Typeface.Width(n, Style.TickSize));
        if (widest + 8 <= slot) return new(Every(names, 1, n => n), 0, Style.TickSize + 4);
        bool numbers = names.All(n => double.TryParse(n, CultureInfo.InvariantCulture, out _));
        if (numbers) return new(Every(names, (int)Math.Ceiling((widest + 10) / slot), n => n), 0, Style.TickSize + 4);
        var ticks = Every(names, (int)Math.Ceiling(SlopedRow / slot), n => Typeface.FitName(n, Style.TickSize, LongestSloped));
        double length = ticks.Major.Max(t => Typeface.Width(t.Text, Style.TickSize));
        return new(ticks, Slope, length * Math.Sin(-Slope * Math.PI / 180) + Style.TickSize + 2);
    }

    static TickSet Every(IReadOnlyList<string> names, int stride, Func<string, string> text) =>
        new(Enumerable.Range(0, names.Count).Where(i => i % stride == 0).Select(i => new Tick(i, text(names[i]))).ToArray(), []);

    static bool Fits(TickSet ticks, Projection x)
    {
        double last = double.NegativeInfinity;
        foreach (Tick tick in ticks.Major.OrderBy(t => x.Map(t.Value)))
        {
            double half = Typeface.Width(tick.Text, Style.TickSize) / 2, place = x.Map(tick.Value);
            if (place - half < last + 10) return false;
            last = place + half;
        }
        return true;
    }

    /// <summary>How far the texts reach beyond the left or right end of the axis.</summary>
    public double Overhang(Projection x, bool left)
    {
        double most = 0;
        foreach (Tick tick in Ticks.Major)
        {
            double place = x.Map(tick.Value), width = Typeface.Width(tick.Text, Style.TickSize);
            double reach = Angle == 0 ? width / 2 : left ? width * Math.Cos(Angle * Math.PI / 180) : 4;
            double free = left ? place - (x.Center - x.Length / 2) : x.Center + x.Length / 2 - place;
            most = Math.Max(most, reach - free);
        }
        return most;
    }
}
