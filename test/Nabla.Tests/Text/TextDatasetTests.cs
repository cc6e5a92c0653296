using Nabla.Data;
using Nabla.Text;

namespace Nabla.Tests.Text;

/// <summary>What the three forms of text hand to training and judging.</summary>
public class TextDatasetTests
{
    static readonly CharacterTokenizer letters = CharacterTokenizer.FromText("\nabcdefghij");

    static (string Input, int[] Target) Read(Dataset set, long index)
    {
        int[] input = new int[set.Input.Size], target = new int[set.Target.Size];
        set.Read(index, input, target);
        return (letters.Decode(input), target);
    }

    static string Text(int[] target) => string.Concat(target.Select(each => each < 0 ? "·" : letters.Decode([each])));

    static TokenSource Tokens(string text) => TokenSource.Of(letters.Encode(text));

    [Fact]
    public void A_line_begins_and_ends_with_a_newline_and_what_is_shorter_is_left_out_of_the_mean()
    {
        var lines = TextLines.From("lines", "abc\r\n\nj\n"u8, letters);
        Assert.Equal(2, lines.Count);
        var (input, target) = Read(lines, 0);
        Assert.Equal(("\nabc", "abc\n"), (input, Text(target)));
        (input, target) = Read(lines, 1);
        Assert.Equal(("\nj\n\n", "j\n··"), (input, Text(target)));
        Assert.Equal(0, Assert.IsType<TokenField>(lines.Input).Padding);
    }

    [Fact]
    public void Lines_are_padded_to_the_places_of_a_model_and_refused_beyond_them()
    {
        Assert.Equal([9], TextLines.From("lines", "abc\nj"u8, letters, length: 9).Input.Shape);
        Assert.Contains("a line of 3 tokens", Assert.Throws<DataException>(() => TextLines.From("lines", "abc\nj"u8, letters, length: 3)).Message);
        Assert.Contains("no lines", Assert.Throws<DataException>(() => TextLines.From("lines", "\n\n"u8, letters)).Message);
        Assert.Contains("newline", Assert.Throws<DataException>(() => TextLines.From("lines", "ab"u8, CharacterTokenizer.FromText("ab"))).Message);
    }

    [Fact]
    public void A_stream_has_a_window_at_every_place()
    {
        var stream = new TextStream("text", Tokens("abcdef"), letters, 0, 3);
        Assert.Equal(3, stream.Count);
        Assert.Equal(["abc", "bcd", "cde"], Enumerable.Range(0, 3).Select(i => Read(stream, i).Input));
        Assert.Equal(["bcd", "cde", "def"], Enumerable.Range(0, 3).Select(i => Text(Read(stream, i).Target)));
        Assert.Contains("data.window", Assert.Throws<DataException>(() => new TextStream("text", Tokens("abc"), letters, 0, 3)).Message);
    }

    [Theory]
    [InlineData("abcdefghij", 3)]
    [InlineData("abcdefg", 3)]
    [InlineData("ab", 3)]
    [InlineData("abcdefghij", 1)]
    [InlineData("abcdefghij", 9)]
    [InlineData("abcdefghij", 10)]
    public void Judging_asks_for_each_token_but_the_first_once(string text, int window)
    {
        var windows = new TextWindows("text", Tokens(text), letters, 0, window);
        string asked = string.Concat(Enumerable.Range(0, (int)windows.Count!).Select(i => Text(Read(windows, i).Target)));
        Assert.Equal(text[1..], asked.TrimEnd('·'));
        Assert.DoesNotContain('·', asked.TrimEnd('·'));
        Assert.Equal("ab"[..Math.Min(window, 1)], Read(windows, 0).Input[..1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_window_holds_something(int window)
    {
        Assert.Contains("expected at least 1", Assert.Throws<DataException>(() => new TextWindows("text", Tokens("abc"), letters, 0, window)).Message);
        Assert.Contains("expected at least 1", Assert.Throws<DataException>(() => new TextStream("text", Tokens("abc"), letters, 0, window)).Message);
    }

    [Fact]
    public void One_token_is_nothing_to_predict() =>
        Assert.Contains("at least two", Assert.Throws<DataException>(() => new TextWindows("text", Tokens("a"), letters, 0, 3)).Message);

    [Fact]
    public void A_stream_is_drawn_anywhere_by_the_step_and_an_epoch_covers_the_text_once()
    {
        var stream = new TextStream("text", TokenSource.Of(Enumerable.Range(0, 1001).Select(i => i % 11).ToArray()), letters, 0, 10);
        var order = stream.Order(20, seed: 3);
        Assert.Equal(5, order.StepsPerEpoch);
        long[] Draw(long step, long seed = 3)
        {
            var indices = new long[20];
            Assert.Equal(20, stream.Order(20, seed).Fill(step, indices));
            return indices;
        }
        Assert.Equal(Draw(7), Draw(7));
        Assert.NotEqual(Draw(7), Draw(8));
        Assert.NotEqual(Draw(7), Draw(7, seed: 4));
        long[] all = [.. Enumerable.Range(0, 500).SelectMany(step => Draw(step))];
        Assert.Equal((0, 990), (all.Min(), all.Max()));
        Assert.True(Math.Abs(all.Average() - 495) < 4 * 286 / Math.Sqrt(all.Length), $"mean {all.Average()}");
    }

    [Fact]
    public void What_is_read_once_goes_from_the_beginning_to_the_end()
    {
        var once = new TextWindows("text", Tokens("abcdefghij"), letters, 0, 2, isPassedOnce: true);
        var indices = new long[4];
        Assert.Equal(4, once.Order(4, 1).Fill(0, indices));
        Assert.Equal([0, 1, 2, 3], indices);
        Assert.True(once.IsPassedOnce);
        Assert.False(new TextWindows("text", Tokens("abcdefghij"), letters, 0, 2).IsPassedOnce);
    }

    internal static TextLength LengthOf(Dataset set, Tokenizer tokenizer)
    {
        var occurrences = new long[tokenizer.Count];
        Dataset once = set.Once;
        for (long i = 0; i < once.Count; i++)
        {
            var target = new int[once.Target.Size];
            once.Read(i, default, target);
            foreach (int asked in target.Where(asked => asked >= 0)) occurrences[asked]++;
        }
        return TextLength.Of(occurrences, tokenizer);
    }

    [Fact]
    public void The_length_of_a_text_is_told_in_tokens_characters_and_bytes()
    {
        var bytes = new ByteTokenizer();
        var windows = new TextWindows("text", TokenSource.Of(bytes.Encode("aäß€😀z")), bytes, 0, 4);
        Assert.Equal(new TextLength(12, 5, 12), LengthOf(windows, bytes));
        var lines = TextLines.From("lines", "abc\nj\n"u8, letters);
        Assert.Equal(new TextLength(6, 6, 6), LengthOf(lines, letters));
    }
}
