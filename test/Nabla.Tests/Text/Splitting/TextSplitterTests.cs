using System.Text;
using Nabla.Data;
using Nabla.Text;

namespace Nabla.Tests.Text.Splitting;

public class TextSplitterTests
{
    static string[] Split(string text, params string[] patterns) => Split(new TextSplitter(patterns), Encoding.UTF8.GetBytes(text));

    static string[] Split(TextSplitter splitter, byte[] text)
    {
        var pieces = new List<string>();
        int begin = 0;
        foreach (int end in splitter.Split(text, isLast: true, 0, new SplitRoom()))
        {
            pieces.Add(Encoding.Latin1.GetString(text[begin..end]) is var raw && text[begin..end].Any(value => value > 127) ? Encoding.UTF8.GetString(text[begin..end]) : raw);
            begin = end;
        }
        Assert.Equal(text.Length, begin);
        return [.. pieces];
    }

    [Theory]
    [InlineData("I've 12 cats,  don't you?\n\n  No", "I", "'ve", " 12", " cats", ",", " ", " don", "'t", " you", "?", "\n\n ", " No")]
    [InlineData("été 漢字 ½²", "été", " 漢字", " ½²")]
    [InlineData("a𝐀b 🙂🙂 𝟙x", "a𝐀b", " 🙂🙂", " 𝟙", "x")]
    [InlineData("I'VE  ", "I", "'", "VE", "  ")]
    public void GPT_2_splits_so(string text, params string[] pieces) => Assert.Equal(pieces, Split(text, SplitPattern.Gpt2));

    [Theory]
    [InlineData("I'VE 12345 cats!\n\n  No\tway", "I", "'VE", " ", "123", "45", " cats", "!\n\n", " ", " No", "\tway")]
    [InlineData("𝐀b (x)\r\n", "𝐀b", " (", "x", ")\r\n")]
    public void GPT_4_splits_so(string text, params string[] pieces) => Assert.Equal(pieces, Split(text, SplitPattern.Gpt4));

    [Fact]
    public void Patterns_are_applied_in_turn_and_what_lies_between_stays()
    {
        Assert.Equal(["ab", "1", "2", "c", "-", "-"], Split("ab12c--", @"[a-z]+", @"\p{N}", "-"));
        Assert.Equal(["ab 1"], Split("ab 1"));
        Assert.Empty(Split("", SplitPattern.Gpt2));
        Assert.Equal(["ab"], Split("ab", "x*"));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_signs()
    {
        byte[] text = [.. "a"u8, 0xFF, 0xC3, .. "b "u8, 0xF0, 0x9F];
        var ends = new TextSplitter([SplitPattern.Gpt2]).Split(text, isLast: true, 0, new SplitRoom());
        Assert.Equal([1, 3, 4, 7], ends);
    }

    [Fact]
    public void Only_what_stays_whatever_follows_is_settled()
    {
        var splitter = new TextSplitter([SplitPattern.Gpt2]);
        Assert.Empty(splitter.Split("a b c"u8, isLast: false, 0, new SplitRoom()));
        Assert.Equal([1, 3], splitter.Split("a b c d e f g h i j"u8, isLast: false, 0, new SplitRoom()));
        Assert.Empty(new TextSplitter([]).Split("a b c d e f g h i j"u8, isLast: false, 0, new SplitRoom()));
        Assert.Empty(new TextSplitter([@"\b\w"]).Split("a b c d e f g h i j"u8, isLast: false, 0, new SplitRoom()));
    }

    [Theory]
    [InlineData(SplitPattern.Gpt2, true)]
    [InlineData(SplitPattern.Gpt4, true)]
    [InlineData(@"[^a]+|\^|\$|\w+", true)]
    [InlineData(@"(?<=a)b", false)]
    [InlineData(@"(?<!a)b", false)]
    [InlineData(@"\bword", false)]
    [InlineData(@"^a", false)]
    [InlineData(@"a$", false)]
    [InlineData(@"\Ga", false)]
    public void A_pattern_that_looks_back_is_known(string pattern, bool onlyAhead) => Assert.Equal(onlyAhead, SplitPattern.LooksOnlyAhead(pattern));

    [Fact]
    public void A_pattern_that_finds_no_end_is_stopped()
    {
        var endless = new TextSplitter(["(?:a|aa|a(?=a))+b"], TimeSpan.FromSeconds(0.2));
        string message = Assert.Throws<DataException>(() => endless.Split(Encoding.UTF8.GetBytes(new string('a', 200)), isLast: true, 17, new SplitRoom())).Message;
        Assert.Contains("found no end within 0.2 s near byte 17", message);
    }

    [Theory]
    [InlineData("[😀-😂]", "beyond U+FFFF")]
    [InlineData("a++", "not understood")]
    [InlineData(@"\p{Han}", "not understood")]
    public void A_pattern_that_cannot_be_done_is_refused(string pattern, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => new TextSplitter([pattern])).Message);
}
