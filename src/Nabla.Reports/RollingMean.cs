namespace Nabla.Reports;

/// <summary>Smooths a column: the mean over a window centered at each place, of the finite numbers in it. Sums are only ever added to, never
/// subtracted from (van Herk's running blocks), so that one huge number spoils nothing outside its window.</summary>
static class RollingMean
{
    /// <summary>A hundredth of the whole to each side; none for short columns, whose points speak for themselves.</summary>
    public static int Reach(int count) => count < 200 ? 0 : Math.Max(2, count / 100);

    public static double[] Of(IReadOnlyList<double> values, int reach)
    {
        int window = 2 * reach + 1, padded = values.Count + 2 * reach;
        // Every window lies in two neighbouring blocks of its own length: the end of one and the beginning of the next.
        var fromStart = new (double Sum, int Count)[padded];
        var toEnd = new (double Sum, int Count)[padded];
        for (int i = 0; i < padded; i++) fromStart[i] = i % window == 0 ? At(i) : Add(fromStart[i - 1], At(i));
        for (int i = padded - 1; i >= 0; i--) toEnd[i] = i % window == window - 1 || i == padded - 1 ? At(i) : Add(At(i), toEnd[i + 1]);
        var smooth = new double[values.Count];
        for (int i = 0; i < smooth.Length; i++)
        {
            var total = i % window == 0 ? toEnd[i] : Add(toEnd[i], fromStart[i + window - 1]);
            smooth[i] = double.IsFinite(values[i]) ? total.Sum / total.Count : double.NaN;
        }
        return smooth;

        (double Sum, int Count) At(int place)
        {
            int index = place - reach;
            return index >= 0 && index < values.Count && double.IsFinite(values[index]) ? (values[index], 1) : (0, 0);
        }
    }

    static (double Sum, int Count) Add((double Sum, int Count) a, (double Sum, int Count) b) => (a.Sum + b.Sum, a.Count + b.Count);
}
