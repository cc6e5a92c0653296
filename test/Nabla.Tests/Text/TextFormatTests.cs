using System.Text;
using Nabla.Data;
using Nabla.Tests.Checkpoints;
using Nabla.Text;

namespace Nabla.Tests.Text;

public sealed class TextFormatTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static Tokenizer TokenizerOf(DataSplit split) => (Tokenizer)((TokenField)split.Train.Input).Vocabulary;

    DataSplit Load(string text, DataOptions options) => TextFormat.Format.Load(folder.Write(Encoding.UTF8.GetBytes(text), "a.txt"), options);

    [Fact]
    public void The_last_part_of_a_stream_is_tested_on_and_the_part_before_it_chosen_by()
    {
        var split = Load(new string('a', 800) + new string('b', 100) + new string('c', 100), new() { Window = 10, Validation = count => count / 9 });
        Assert.Equal(3, TokenizerOf(split).Count);
        Assert.Equal(790, split.Train.Count);
        int[] Tokens(Dataset set) => [.. Enumerable.Range(0, (int)set.Count!).SelectMany(i => { var row = new int[set.Input.Size]; set.Read(i, row, default); return row; }).Distinct()];
        Assert.Equal([0], Tokens(split.Train));
        Assert.Equal([1], Tokens(split.Validation!)[..1]);
        Assert.Equal([2], Tokens(split.Test)[..1]);
    }

    [Fact]
    public void Of_lines_some_are_set_aside_by_the_seed()
    {
        string text = string.Join('\n', Enumerable.Range(1000, 200));
        Dataset Test(long seed) => Load(text, new() { HasLines = true, Seed = seed }).Test;
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
        var split = Load("abc\nde\nfgh\n", new() { HasLines = lines, TestShare = 0, Window = 4 });
        Tokenizer tokenizer = TokenizerOf(split);
        Assert.Equal(lines ? 11 : 10, TextDatasetTests.LengthOf(split.Test, tokenizer).Tokens);
        Assert.Equal(TextDatasetTests.LengthOf(split.Train, tokenizer), TextDatasetTests.LengthOf(split.Test, tokenizer));
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

    static string[] Words(Tokenizer tokenizer) => [.. Enumerable.Range(0, tokenizer.Count).Select(token => Encoding.UTF8.GetString(tokenizer.BytesOf(token)))];

    [Fact]
    public void Byte_pairs_are_learnt_from_the_training_part_alone()
    {
        string train = string.Concat(Enumerable.Repeat("the cat sat ", 80)), test = string.Concat(Enumerable.Repeat("zebra quiz ", 9));
        string[] words = Words(TokenizerOf(Load(train + test, new() { Tokenizer = "bpe:270", Window = 8 })));
        Assert.Contains(" cat", words);
        Assert.DoesNotContain("ze", words);
    }

    [Fact]
    public void Byte_pairs_of_lines_are_learnt_from_those_that_are_not_set_aside()
    {
        string text = string.Join('\n', Enumerable.Range(0, 50).Select(i => new string((char)(0x4E00 + i), 12)));
        var split = Load(text, new() { Tokenizer = "bpe:2000", HasLines = true, TestShare = 0.5, Seed = 3 });
        Tokenizer tokenizer = TokenizerOf(split);
        string[] words = Words(tokenizer);
        bool IsLearnt(Dataset set, int line)
        {
            var row = new int[set.Target.Size];
            set.Read(line, default, row);
            return words.Any(word => word.Contains(tokenizer.Decode(row.Where(token => token >= 0).ToArray())[0], StringComparison.Ordinal));
        }
        Assert.Equal((25L, 25L), (split.Train.Count, split.Test.Count));
        Assert.All(Enumerable.Range(0, 25), line => Assert.True(IsLearnt(split.Train, line)));
        Assert.All(Enumerable.Range(0, 25), line => Assert.False(IsLearnt(split.Test, line)));
    }

    [Theory]
    [InlineData("bpe:100", "from 256")]
    [InlineData("bpe:many", "from 256")]
    [InlineData("nothing.json", "nothing.json")]
    [InlineData("vocab.json,merges.txt", "vocab.json")]
    public void A_tokenizer_that_cannot_be_had_is_one_clear_line(string written, string expected)
    {
        string message = Assert.Throws<DataException>(() => Load(new string('a', 300), new() { Tokenizer = written })).Message;
        Assert.Contains(expected, message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void A_file_of_tokens_is_the_text_that_it_was_made_from()
    {
        string text = folder.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 300).Select(i => $"{i * 37} "))), "a.txt"), file = folder.Path("a.bin"), saved = folder.Path("tokenizer.json");
        var fromText = TextFormat.Format.Load(text, new() { Window = 9 });
        TokenizerOf(fromText).Save(saved);
        TokenFile.Write(file, TokenizerOf(fromText), [text]);
        var fromFile = TokenFormat.Format.Load(file, new() { Window = 9, Tokenizer = saved });
        Assert.Equal(fromText.Fingerprint, fromFile.Fingerprint);
        Assert.Equal(fromText.Fingerprint, TokenFormat.Format.Load(file, new() { Window = 9, Tokenizer = Path.GetDirectoryName(saved)! }).Fingerprint);
        Assert.Contains("needs the tokenizer", Assert.Throws<DataException>(() => TokenFormat.Format.Load(file, new())).Message);
        Assert.Contains("one stream", Assert.Throws<DataException>(() => TokenFormat.Format.Load(file, new() { Tokenizer = saved, HasLines = true })).Message);
        new ByteTokenizer().Save(saved);
        Assert.Contains("256", Assert.Throws<DataException>(() => TokenFormat.Format.Load(file, new() { Tokenizer = saved })).Message);
    }

    [Fact]
    public void What_is_no_text_or_no_tokenizer_is_one_clear_line()
    {
        string binary = folder.Write([.. Enumerable.Range(0, 1000).Select(i => (byte)(i * 7))], "a.dat");
        string message = Assert.Throws<DataException>(() => TextFormat.Format.Load(binary, new())).Message;
        Assert.Contains("UTF-8", message);
        Assert.Contains("did you mean 'characters'", Assert.Throws<DataException>(() => TextFormat.Format.Load(binary, new() { Tokenizer = "charcters" })).Message);
        Assert.Equal(256, TokenizerOf(TextFormat.Format.Load(binary, new() { Tokenizer = "bytes" })).Count);
        Assert.Contains("shuffled", Assert.Throws<DataException>(() => TextFormat.Format.Load(binary, new() { HasLines = true, ReadsOnce = true })).Message);
        Assert.Contains("leave nothing to learn from",
            Assert.Throws<DataException>(() => TextFormat.Format.Load(binary, new() { Tokenizer = "bytes", Validation = count => count })).Message);
    }
}
