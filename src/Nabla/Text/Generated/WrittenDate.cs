using Nabla.Data.Generated;

namespace Nabla.Text.Generated;

/// <summary>A date as people write it: digits or words, day or month first, with the weekday or without.</summary>
static class WrittenDate
{
    static readonly string[] ones =
    [
        "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
        "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    static readonly string[] tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    static readonly Dictionary<string, string> ordinals = new()
    {
        ["one"] = "first", ["two"] = "second", ["three"] = "third", ["five"] = "fifth", ["eight"] = "eighth", ["nine"] = "ninth", ["twelve"] = "twelfth",
        ["twenty"] = "twentieth", ["thirty"] = "thirtieth",
    };

    /// <summary>How many forms there are.</summary>
    public const int Forms = 12;

    /// <summary>The date in a form that chance chooses.</summary>
    public static string Draw(DateOnly date, ref Draws draws) => Write(date, draws.Below(Forms));

    /// <summary>The date in one of the forms.</summary>
    public static string Write(DateOnly date, int form) => form switch
    {
        0 => Text(date, "d MMMM yyyy"),
        1 => Text(date, "MMMM d, yyyy"),
        2 => Text(date, "dd.MM.yyyy"),
        3 => Text(date, "dd/MM/yyyy"),
        4 => Text(date, "d MMM yyyy"),
        5 => Text(date, "d-MMM-yy"),
        6 => Text(date, "dddd, MMMM d, yyyy"),
        7 => $"{Text(date, "dddd")}, {Short(date.Day)} of {Text(date, "MMMM yyyy")}",
        8 => $"{Text(date, "MMMM")} {Short(date.Day)}, {date.Year}",
        9 => $"the {Ordinal(date.Day)} of {Text(date, "MMMM yyyy")}",
        10 => $"{Text(date, "MMMM")} the {Ordinal(date.Day)}, {Year(date.Year)}",
        _ => $"the {Ordinal(date.Day)} of {Text(date, "MMMM")}, {Year(date.Year)}",
    };

    static string Text(DateOnly date, string form) => date.ToString(form, CultureInfo.InvariantCulture);

    static string Short(int day) => day + (day is >= 11 and <= 13 ? "th" : (day % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" });

    static string Ordinal(int day)
    {
        string words = Number(day), last = words[(words.LastIndexOf('-') + 1)..];
        return words[..^last.Length] + ordinals.GetValueOrDefault(last, last + "th");
    }

    static string Year(int year) => (year / 100, year % 100) switch
    {
        (20, 0) => "two thousand",
        (20, < 10 and var rest) => $"two thousand and {Number(rest)}",
        (var century, 0) => $"{Number(century)} hundred",
        (var century, < 10 and var rest) => $"{Number(century)} oh {Number(rest)}",
        var (century, rest) => $"{Number(century)} {Number(rest)}",
    };

    static string Number(int below100) =>
        below100 < ones.Length ? ones[below100] : tens[below100 / 10] + (below100 % 10 == 0 ? "" : "-" + ones[below100 % 10]);
}
