namespace Nabla.Reports;

/// <summary>Numbers as a reader likes them: 98.56 %, 3 min 20 s, 158 MB, 669,706.</summary>
static class Quantity
{
    public static string Share(double? share) => share is { } known ? Text($"{100 * known:0.00} %") : "–";

    public static string Count(double? count) => count is { } known ? Text($"{known:#,0}") : "–";

    public static string Loss(double? loss) => loss switch
    {
        null => "–",
        { } value when double.IsNaN(value) => "not a number",
        { } value when double.IsInfinity(value) => "infinite",
        { } value when Math.Abs(value) is 0 or (>= 0.001 and < 10_000) => value.ToString("G4", CultureInfo.InvariantCulture),
        { } value => value.ToString("0.00e0", CultureInfo.InvariantCulture),
    };

    public static string Duration(double? seconds)
    {
        if (seconds is not (>= 0 and < double.PositiveInfinity and var known)) return "–";
        var time = TimeSpan.FromSeconds(Math.Min(known, 1e9));
        return time.TotalSeconds switch
        {
            < 10 => Text($"{known:0.00} s"),
            < 100 => Text($"{known:0.0} s"),
            < 3600 => Text($"{(int)time.TotalMinutes} min {time.Seconds} s"),
            _ => Text($"{(long)time.TotalHours} h {time.Minutes} min"),
        };
    }

    public static string Bytes(double? bytes) => bytes switch
    {
        null => "–",
        < 1e6 => Text($"{bytes / 1e3:0.#} kB"),
        < 1e9 => Text($"{bytes / 1e6:0.#} MB"),
        _ => Text($"{bytes / 1e9:0.##} GB"),
    };

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
