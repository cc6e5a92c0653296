using System.Text;
using Nabla.Data;
using Nabla.Tests.Checkpoints;
using Nabla.Text;

namespace Nabla.Tests.Text;

public sealed class TextCatalogTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    TextData Load(string text, TextOptions options) => TextCatalog.Default.Load(folder.Write(Encoding.UTF8.GetBytes(text), "a.txt"), options);

    [Fact]
    public void The_last_part_of_a_stream_is_tested_on_and_the_part_before_it_chosen_by()
    {
        var data = Load(new string('a', 800) + new string('b', 100) + new string('c', 100), new() { Window = 10, Validation = count => count / 9 });
        Assert.Equal(3, data.Tokenizer.Count);
        Assert.Equal(790, data.Split.Train.Count);
        int[] Tokens(Dataset set) => [.. Enumerable.Range(0, (int)set.Count!).SelectMany(i => { var row = new int[set.Input.Size]; set.Read(i, row, default); return row; }).Distinct()];
        Assert.Equal([0], Tokens(data.Split.Train));
        Assert.Equal([1], Tokens(data.Split.Validation!)[..1]);
        Assert.Equal([2], Tokens(data.Split.Test)[..1]);
    }

    [Fact]
    public void Of_lines_some_are_set_aside_by_the_seed()
    {
        string text = string.Join('\n', Enumerable.Range(1000, 200));
        Dataset Test(long seed) => Load(text, new() { HasLines = true, Seed = seed }).Split.Test;
        string Rows(Dataset set) => string.Join(' ', Enumerable.Range(0, (int)set.Count!).SelectMany(i => { var row = new int[set.Input.Size]; set.Read(i, row, default); return row; }));
        Assert.Equal(20, Test(1).Count);
        Assert.Equal(Rows(Test(1)), Rows(Test(1)));
        Assert.NotEqual(Rows(Test(1)), Rows(Test(2)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void With_nothing_set_aside_all_is_judged(bool lines)
    {
        var (split, tokenizer) = Load("abc\nde\nfgh\n", new() { HasLines = lines, TestShare = 0, Window = 4 });
        Assert.Equal(lines ? 11 : 10, TextLength.Of(split.Test, tokenizer).Tokens);
        Assert.Equal(TextLength.Of(split.Train, tokenizer), TextLength.Of(split.Test, tokenizer));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a", "too few for a window")]
    [InlineData("abc abc abc abc", "data.window")]
    public void Too_little_text_is_one_clear_line(string text, string expected)
    {
        string message = Assert.Throws<DataException>(() => Load(text, new())).Message;
        Assert.Contains(expected, message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void What_is_no_text_or_no_tokenizer_is_one_clear_line()
    {
        string binary = folder.Write([.. Enumerable.Range(0, 1000).Select(i => (byte)(i * 7))], "a.dat");
        string message = Assert.Throws<DataException>(() => TextCatalog.Default.Load(binary, new())).Message;
        Assert.Contains("UTF-8", message);
        Assert.Contains("did you mean 'characters'", Assert.Throws<DataException>(() => TextCatalog.Default.Load(binary, new() { Tokenizer = "charcters" })).Message);
        Assert.Equal(256, TextCatalog.Default.Load(binary, new() { Tokenizer = "bytes" }).Tokenizer.Count);
        Assert.Contains("leave nothing to learn from", Assert.Throws<DataException>(() => TextCatalog.Default.Load(binary, new() { Tokenizer = "bytes", Validation = count => count })).Message);
    }
}
