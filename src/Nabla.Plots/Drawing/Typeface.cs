namespace Nabla.Plots.Drawing;

/// <summary>Widths of text. A figure does not know which font will show it, so the table holds the widest of the usual sans-serif faces: what fits by
/// this measure fits in all of them.</summary>
internal static class Typeface
{
    public const string Family = "Helvetica Neue, Helvetica, Arial, DejaVu Sans, sans-serif";

    /// <summary>Bold letters are about an eighth wider.</summary>
    const double Bold = 1.14;

    /// <summary>The parts of a line of text above and below the baseline, in units of the font size.</summary>
    public const double Ascent = 0.78, Descent = 0.22;

    // Advance widths of U+0020 to U+007E in hundredths of the font size.
    static ReadOnlySpan<byte> Latin =>
    [
        32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
        64, 64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79,
        61, 79, 70, 64, 62, 74, 69, 99, 69, 62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64,
        64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
    ];

    public static double Width(string text, double size, bool bold = false)
    {
        double hundredths = 0;
        foreach (Rune rune in text.EnumerateRunes()) hundredths += Advance(rune.Value);
        return hundredths / 100 * size * (bold ? Bold : 1);
    }

    static double Advance(int rune) => rune switch
    {
        >= 0x20 and <= 0x7e => Latin[rune - 0x20],
        0xb2 or 0xb3 or 0xb9 or (>= 0x2070 and <= 0x2079) => 41,
        0x207b => 53,
        0xb7 => 32,
        0xd7 or 0x2212 => 84,
        >= 0x300 and <= 0x36f => 0,
        >= 0xa0 and <= 0x24f => 72,
        >= 0x370 and <= 0x3ff => 72,
        >= 0x1100 => 100,
        _ => 90,
    };

    /// <summary>Cuts the text to the width, with an ellipsis where something is lost.</summary>
    public static string Fit(string text, double size, double width, bool bold = false)
    {
        if (Width(text, size, bold) <= width) return text;
        var kept = new StringBuilder();
        double left = width - Width("…", size, bold);
        foreach (Rune rune in text.EnumerateRunes())
        {
            left -= Width(rune.ToString(), size, bold);
            if (left < 0) break;
            kept.Append(rune);
        }
        return kept.ToString().TrimEnd() + "…";
    }

    /// <summary>Cuts the text to the width in its middle: the ends of paths tell them apart.</summary>
    public static string FitName(string text, double size, double width)
    {
        if (Width(text, size) <= width) return text;
        var runes = text.EnumerateRunes().ToArray();
        for (int kept = runes.Length - 1; kept > 2; kept--)
        {
            string head = string.Concat(runes[..(kept - kept / 2)]), tail = string.Concat(runes[^(kept / 2)..]);
            if (Width(head + "…" + tail, size) <= width) return head + "…" + tail;
        }
        return Fit(text, size, width);
    }

    /// <summary>Breaks the text at spaces into lines no wider than <paramref name="width"/>; the last of at most
    /// <paramref name="most"/> lines is cut.</summary>
    public static List<string> Wrap(string text, double size, double width, int most, bool bold = false)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            string longer = line.Length == 0 ? word : line + " " + word;
            bool breaks = line.Length > 0 && lines.Count < most - 1 && Width(longer, size, bold) > width;
            if (breaks) lines.Add(Fit(line, size, width, bold));
            line = breaks ? word : longer;
        }
        if (line.Length > 0) lines.Add(Fit(line, size, width, bold));
        return lines;
    }
}
