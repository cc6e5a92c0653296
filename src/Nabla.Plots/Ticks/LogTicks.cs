namespace Nabla.Plots.Ticks;

/// <summary>Ticks at powers of ten; below two decades also at 2 and 5; in a narrow range as on a linear axis.</summary>
internal static class LogTicks
{
    public static TickSet Between(double min, double max, int most)
    {
        int first = (int)Math.Ceiling(Math.Log10(min) - 1e-9), last = (int)Math.Floor(Math.Log10(max) + 1e-9);
        if (last - first >= 2) return Decades(min, max, first, last, most);
        var values = Multiples(min, max, [1, 2, 5]);
        if (values.Count < 3) values = Multiples(min, max, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        if (values.Count < 3 || values.Count > most + 1)
            return values.Count < 3 ? LinearTicks.Between(min, max, most) : Decades(min, max, first, last, most);
        return Label(values, Multiples(min, max, [1, 2, 3, 4, 5, 6, 7, 8, 9]));
    }

    static TickSet Decades(double min, double max, int first, int last, int most)
    {
        int stride = 1 + (last - first) / Math.Max(1, most);
        var values = new List<double>();
        for (int decade = first; decade <= last; decade++)
            if (decade % stride == 0) values.Add(Math.Pow(10, decade));
        var minor = stride == 1
            ? Multiples(min, max, [2, 3, 4, 5, 6, 7, 8, 9])
            : Multiples(min, max, [1]).Where(v => !values.Contains(v)).ToList();
        bool crowded = stride == 1 ? last - first > 8 : stride > 5;
        return Label(values, crowded ? [] : minor);
    }

    static List<double> Multiples(double min, double max, ReadOnlySpan<int> factors)
    {
        var values = new List<double>();
        int first = (int)Math.Floor(Math.Log10(min)), last = (int)Math.Floor(Math.Log10(max));
        for (int decade = first; decade <= last; decade++)
        {
            foreach (int factor in factors)
            {
                double value = factor * Math.Pow(10, decade);
                if (value >= min * (1 - 1e-9) && value <= max * (1 + 1e-9)) values.Add(value);
            }
        }
        return values;
    }

    static TickSet Label(List<double> values, List<double> minor)
    {
        string[] texts = NumberText.Scaled(values);
        return new(values.Select((value, i) => new Tick(value, texts[i])).ToArray(),
            minor.Where(v => !values.Contains(v)).ToArray());
    }
}
