using System.Text.RegularExpressions;

namespace Nabla.Text;

/// <summary>Reads how a <c>tokenizer.json</c> cuts text: patterns in turn, the last of which may be GPT-2's by the name of ByteLevel.</summary>
static class SplittingReader
{
    /// <summary>The patterns, whether bytes are what is merged, and whether a space comes first.</summary>
    /// <exception cref="FormatException">It asks for something that is not done here.</exception>
    public static (IReadOnlyList<string> Patterns, bool IsByteLevel, bool AddPrefixSpace) Read(JsonElement? preTokenizer)
    {
        var patterns = new List<string>();
        bool isByteLevel = false, addPrefixSpace = false;
        foreach (var part in Parts(preTokenizer))
        {
            if (isByteLevel) throw new FormatException($"its pre_tokenizer has {part.TypeOf()} after ByteLevel, which is not done here.");
            isByteLevel = part.TypeOf() == "ByteLevel";
            if (isByteLevel) addPrefixSpace = part.Flag("add_prefix_space", otherwise: true);
            if (PatternOf(part) is { } pattern) patterns.Add(pattern);
        }
        if (addPrefixSpace && patterns.Count > 1) throw new FormatException("its pre_tokenizer puts a space before every piece (add_prefix_space after Split), which is not done here.");
        return (patterns, isByteLevel, addPrefixSpace);
    }

    static IEnumerable<JsonElement> Parts(JsonElement? preTokenizer) => preTokenizer switch
    {
        null => [],
        { } whole when whole.TypeOf() == "Sequence" => whole.Items("pretokenizers"),
        { } single => [single],
    };

    static string? PatternOf(JsonElement part) => part.TypeOf() switch
    {
        "ByteLevel" => part.Flag("use_regex", otherwise: true) ? SplitPattern.Gpt2 : null,
        "Split" => SplitPatternOf(part),
        "Digits" => part.Flag("individual_digits", otherwise: false) ? @"\p{N}" : @"\p{N}+",
        var other => throw new FormatException($"its pre_tokenizer is {other}: only ByteLevel, Split, Digits and Sequence are read."),
    };

    static string SplitPatternOf(JsonElement part)
    {
        string behavior = part.Text("behavior");
        if (behavior != "Isolated" || part.Flag("invert", otherwise: false))
            throw new FormatException($"its pre_tokenizer Split has behavior {Words.Excerpt.Of(behavior)}{(part.Flag("invert", false) ? " and invert" : "")}: only Isolated is done here.");
        if (part.Part("pattern") is not { ValueKind: JsonValueKind.Object } pattern) throw new FormatException("its pre_tokenizer Split has no pattern: the file is damaged.");
        return pattern.Part("String") is not null ? Regex.Escape(pattern.Text("String")) : pattern.Text("Regex");
    }
}
