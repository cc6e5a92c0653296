namespace Nabla.Plots.Ticks;

/// <summary>Numbers as an axis shows them: 0.25, 1500, 20k, 3M, 2×10⁻⁵.</summary>
internal static class NumberText
{
    static readonly (double Unit, string Suffix)[] Units = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")];

    /// <summary>Evenly spaced ticks: all with the decimals that the step asks for, in one notation.</summary>
    public static string[] Spaced(IReadOnlyList<double> values, double step)
    {
        double largest = values.Count == 0 ? 0 : values.Max(Math.Abs);
        if (largest >= 1e15 || (largest > 0 && largest < 1e-3))
            return values.Select(v => Power(v, Exponent(largest), Decimals(step / Math.Pow(10, Exponent(largest))))).ToArray();
        if (largest >= 10_000)
        {
            var (unit, suffix) = Units.First(u => largest >= u.Unit);
            if (Decimals(step / unit) <= 2) return values.Select(v => v == 0 ? "0" : Fixed(v / unit, Decimals(step / unit)) + suffix).ToArray();
        }
        return values.Select(v => Fixed(v, Decimals(step))).ToArray();
    }

    /// <summary>Ticks of a log axis: plain between a thousandth and ten thousand, else powers of ten.</summary>
    public static string[] Scaled(IReadOnlyList<double> values)
    {
        bool plain = values.All(v => v is >= 0.0009 and < 100_000);
        return values.Select(v => plain ? Plain(v) : Power(v, Exponent(v), 0)).ToArray();
    }

    /// <summary>One number on its own, to a few significant digits.</summary>
    public static string Short(double value, int digits = 4)
    {
        string format = "G" + digits;
        double size = Math.Abs(value);
        if (double.IsNaN(value)) return "NaN";
        if (double.IsInfinity(value)) return value > 0 ? "∞" : "−∞";
        if (size is 0 or (>= 1e-3 and < 10_000)) return Minus(value.ToString(format, CultureInfo.InvariantCulture));
        if (size is >= 10_000 and < 1e15)
        {
            var (unit, suffix) = Units.First(u => size >= u.Unit);
            return Minus((value / unit).ToString(format, CultureInfo.InvariantCulture)) + suffix;
        }
        return Power(value, Exponent(value), digits - 2);
    }

    static string Plain(double value) =>
        value >= 10_000 ? Fixed(value / 1000, 0) + "k" : Minus(value.ToString("0.######", CultureInfo.InvariantCulture));

    static string Power(double value, int exponent, int decimals)
    {
        if (value == 0) return "0";
        string mantissa = Fixed(value / Math.Pow(10, exponent), Math.Min(decimals, 6));
        if (mantissa.Contains('.')) mantissa = mantissa.TrimEnd('0').TrimEnd('.');
        string power = "10" + Superscript(exponent);
        return mantissa switch { "1" => power, "−1" => "−" + power, _ => mantissa + "×" + power };
    }

    static string Superscript(int exponent)
    {
        const string Digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        string digits = string.Concat(Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).Select(c => Digits[c - '0']));
        return exponent < 0 ? "⁻" + digits : digits;
    }

    static int Exponent(double value) => value == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(value)) + 1e-12);

    static int Decimals(double step) => step <= 0 ? 0 : Math.Clamp((int)-Math.Floor(Math.Log10(step) + 1e-9), 0, 15);

    static string Fixed(double value, int decimals)
    {
        string text = value.ToString("F" + decimals, CultureInfo.InvariantCulture);
        return text.Trim('-', '0', '.').Length == 0 && value != 0 ? text.TrimStart('-') : Minus(text);
    }

    static string Minus(string text) => text.Replace('-', '−');
}
