using System.Text.RegularExpressions;

namespace Nabla.Text;

/// <summary>The patterns by which well-known tokenizers cut text into pieces that no token crosses.</summary>
public static partial class SplitPattern
{
    /// <summary>GPT-2's (Radford et al. 2019): English endings, letters, digits, other signs, each with the space before it.</summary>
    public const string Gpt2 = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    /// <summary>GPT-4's and Llama 3's: endings in either case, digits by threes, lines' ends apart.</summary>
    public const string Gpt4 = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    /// <summary>No piece may take longer to find: a pattern from a file could go back and forth for ever.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The pattern, ready to search; the known ones never go back far, and need no patience.</summary>
    /// <exception cref="FormatException">It is no pattern that .NET's regular expressions know.</exception>
    internal static Regex Make(string pattern, TimeSpan patience) => pattern switch
    {
        Gpt2 => MakeGpt2(),
        Gpt4 => MakeGpt4(),
        _ => MakeOther(pattern, patience),
    };

    /// <summary>Whether a match depends on nothing before it, so that a text may be cut where a piece ends: there is no look back and no anchor.</summary>
    internal static bool LooksOnlyAhead(string pattern) => !Back().IsMatch(pattern);

    static Regex MakeOther(string pattern, TimeSpan patience)
    {
        string shown = Words.Excerpt.Of(pattern, 60);
        if (pattern.Any(char.IsSurrogate)) throw new FormatException($"its split pattern '{shown}' names characters beyond U+FFFF, which is not done here.");
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.Compiled, patience);
        }
        catch (ArgumentException error)
        {
            throw new FormatException($"its split pattern '{shown}' is not understood by .NET ({Words.Excerpt.Of(Reason(error, pattern), 120)}): only patterns common to both are done here.", error);
        }
    }

    // .NET says the whole pattern again before it says what is wrong.
    static string Reason(ArgumentException error, string pattern) => error.Message.Replace($"Invalid pattern '{pattern}' ", "", StringComparison.Ordinal);

    [GeneratedRegex(Gpt2, RegexOptions.CultureInvariant)] private static partial Regex MakeGpt2();

    [GeneratedRegex(Gpt4, RegexOptions.CultureInvariant)] private static partial Regex MakeGpt4();

    // A look back, \b and \B and the anchors by letters; ^ and $ but for [^ and escaped ones.
    [GeneratedRegex(@"\(\?<[=!]|\\[bBAGZzK]|(?<![\[\\])\^|(?<!\\)\$")] private static partial Regex Back();
}
