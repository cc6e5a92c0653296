using Nabla.Plots.Drawing;

namespace Nabla.Plots.Tests.Drawing;

public class TypefaceTests
{
    [Fact]
    public void Wrapped_lines_fit_and_keep_all_words()
    {
        const string Text = "the quick brown fox jumps over the lazy dog and comes back once more";
        var lines = Typeface.Wrap(Text, 12, 150, 10);
        Assert.All(lines, line => Assert.True(Typeface.Width(line, 12) <= 150));
        Assert.Equal(Text, string.Join(' ', lines));
    }

    [Fact]
    public void Text_too_long_ends_in_an_ellipsis()
    {
        string cut = Typeface.Fit(new string('m', 300), 12, 100);
        Assert.EndsWith("…", cut);
        Assert.True(Typeface.Width(cut, 12) <= 100);
        Assert.Equal(3, Typeface.Wrap(string.Join(' ', Enumerable.Repeat("word", 500)), 12, 100, 3).Count);
    }

    [Fact]
    public void Surrogates_are_not_torn() =>
        Assert.All(Typeface.Fit(string.Concat(Enumerable.Repeat("🙂", 50)), 12, 97).EnumerateRunes(), rune => Assert.NotEqual(0xfffd, rune.Value));
}
