using System.Buffers;
using System.Text;
using Nabla.Data;
using Nabla.Testing;
using Nabla.Tests.Data.Readers;
using Nabla.Text;

namespace Nabla.Tests.Text;

public class BytePairTokenizerTests
{
    const string Sample = "Low, lower, lowest: the newest and the widest. It's 12345 of them, don't you think? naïve 漢字 🙂\n\n\tThe end of the lowest low.\r\n";

    static readonly BytePairTokenizer Trained = Train(SplitPattern.Gpt2), TrainedGpt4 = Train(SplitPattern.Gpt4);

    static BytePairTokenizer Train(string pattern) => BytePairTokenizer.Train(
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Sample, 3))), new BytePairOptions { Vocabulary = 340, Pattern = pattern, SpecialTokens = ["<|endoftext|>"] });

    [Theory]
    [InlineData("Hello world", 15496, 995)]
    [InlineData(" Hello world", 18435, 995)]
    [InlineData("Hello, my dog is cute", 15496, 11, 616, 3290, 318, 13779)]
    [InlineData("Hello, world!", 15496, 11, 995, 0)]
    [InlineData("The quick brown fox jumps over the lazy dog.", 464, 2068, 7586, 21831, 18045, 625, 262, 16931, 3290, 13)]
    [InlineData("Hello world 1<|endoftext|>Hello world 2", 15496, 995, 352, 27, 91, 437, 1659, 5239, 91, 29, 15496, 995, 362)]
    [InlineData("I've said it's 12345 times\n\n   at café 漢字 🙂 𝐀b", 40, 1053, 531, 340, 338, 17031, 2231, 1661, 628, 220, 220, 379, 40304, 10545, 120, 95, 27764, 245, 32485, 220, 47728, 238, 222, 65)]
    public void GPT_2_encodes_as_it_is_known_to(string text, params int[] tokens)
    {
        Assert.Equal(tokens, Gpt2Facts.Tokenizer.Encode(text));
        Assert.Equal(text, Gpt2Facts.Tokenizer.Decode(tokens));
    }

    [Fact]
    public void A_special_token_is_one_only_where_that_is_asked_for()
    {
        const string Text = "Hello world<|endoftext|> world";
        Assert.Equal([15496, 995, Gpt2Facts.EndOfText, 995], Gpt2Facts.Tokenizer.Encode(Text, allowSpecial: true));
        Assert.DoesNotContain(Gpt2Facts.EndOfText, Gpt2Facts.Tokenizer.Encode(Text));
        Assert.Equal(Text, Gpt2Facts.Tokenizer.Decode(Gpt2Facts.Tokenizer.Encode(Text, allowSpecial: true)));
        Assert.Equal(Gpt2Facts.EndOfText, Gpt2Facts.Tokenizer.SpecialTokens["<|endoftext|>"]);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Any_bytes_come_back(bool gpt4, bool allowSpecial)
    {
        var tokenizer = gpt4 ? TrainedGpt4 : Trained;
        int shorter = 0;
        for (int i = 0; i < 10_000; i++)
        {
            byte[] text = RandomBytes.Of(i);
            int[] tokens = tokenizer.Encode(text, allowSpecial);
            Assert.Equal(text, tokenizer.DecodeBytes(tokens));
            if (tokens.Length < text.Length) shorter++;
        }
        Assert.True(shorter > 3_000, $"only {shorter} texts merged at all");
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 7)]
    [InlineData(true, 64)]
    public void Read_in_blocks_it_is_the_same_as_whole(bool gpt4, int block)
    {
        var tokenizer = gpt4 ? TrainedGpt4 : Trained;
        byte[] text = [.. Enumerable.Range(0, 300).SelectMany(RandomBytes.Of)];
        foreach (bool allowSpecial in (bool[])[false, true])
        {
            var inBlocks = new ArrayBufferWriter<int>();
            TextBlocks.Read(text, (part, isLast, at) => tokenizer.Encode(part, isLast, at, allowSpecial, inBlocks), block);
            var whole = new ArrayBufferWriter<int>();
            tokenizer.Encode(text, isLast: true, 0, allowSpecial, whole);
            Assert.Equal(whole.WrittenSpan, inBlocks.WrittenSpan);
        }
    }

    // Processor time of a process that does nothing else: of sixteen times the text it may be 16 times as much, and four times that, but not 256.
    [Fact]
    public void A_long_run_takes_no_time_in_proportion_to_its_square() => OwnProcess.Run(() =>
    {
        var runs = BytePairTokenizer.Train("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa                        a  a"u8, new BytePairOptions { Vocabulary = 270, LeastCount = 1 });
        TimeSpan Encoding(char letter, int length)
        {
            string text = new(letter, length);
            TimeSpan start = Environment.CpuUsage.TotalTime;
            int[] tokens = runs.Encode(text);
            TimeSpan taken = Environment.CpuUsage.TotalTime - start;
            Assert.True(tokens.Length < 0.3 * length);
            Assert.Equal(text, runs.Decode(tokens));
            return taken;
        }
        foreach (char letter in "a ")
        {
            for (int i = 0; i < 40; i++) Encoding(letter, 1000); // compiled
            double few = Enumerable.Range(0, 5).Min(_ => Encoding(letter, 62_500).TotalMilliseconds);
            double many = Encoding(letter, 1_000_000).TotalMilliseconds;
            Assert.True(many < 64 * few, $"'{letter}': {few:0.0} ms for 62,500, {many:0.0} ms for a million");
        }
    });

    [Fact]
    public void Threads_may_share_it()
    {
        byte[][] texts = [.. Enumerable.Range(0, 500).Select(RandomBytes.Of)];
        int[][] expected = [.. texts.Select(text => Trained.Encode(text))];
        Parallel.For(0, 2000, i => Assert.Equal(expected[i % 500], Trained.Encode(texts[i % 500])));
    }

    [Fact]
    public void Names_differ_and_show_spaces()
    {
        Assert.Equal("Ġ", Trained.NameOf(' '));
        Assert.Equal("Ċ", Trained.NameOf('\n'));
        Assert.Equal("<|endoftext|>", Trained.NameOf(Trained.Count - 1));
        Assert.Contains("Ġthe", Enumerable.Range(0, Trained.Count).Select(Trained.NameOf));
        Assert.Equal(Trained.Count, Enumerable.Range(0, Trained.Count).Select(Trained.NameOf).Distinct().Count());
    }

    [Fact]
    public void A_token_outside_is_named() =>
        Assert.Contains($"no token {Trained.Count}, the vocabulary has {Trained.Count}", Assert.Throws<DataException>(() => Trained.Decode([Trained.Count])).Message);

    [Fact]
    public void Training_on_a_file_is_training_on_its_text()
    {
        using var folder = new TemporaryFolder();
        string text = string.Concat(Enumerable.Repeat(Sample, 20_000)), path = folder.Write("text.txt", text);
        var options = new BytePairOptions { Vocabulary = 310 };
        var expected = BytePairTokenizer.Train(Encoding.UTF8.GetBytes(text), options);
        var actual = BytePairTokenizer.TrainOnFiles([path], options);
        Assert.Equal(310, actual.Count);
        Assert.Equal(Enumerable.Range(0, 310).Select(expected.NameOf), Enumerable.Range(0, 310).Select(actual.NameOf));
    }

    [Fact]
    public void A_prefix_space_is_put_before_a_text_once()
    {
        var prefixing = new BytePairTokenizer(Trained.Contents with { AddPrefixSpace = true });
        Assert.Equal(Trained.Encode(" the low"), prefixing.Encode("the low"));
        Assert.Equal(Trained.Encode(" the low"), prefixing.Encode(" the low"));
        Assert.Empty(prefixing.Encode(""));
        var inBlocks = new ArrayBufferWriter<int>();
        TextBlocks.Read(Encoding.UTF8.GetBytes(Sample), (part, isLast, at) => prefixing.Encode(part, isLast, at, false, inBlocks), block: 1);
        Assert.Equal(Trained.Encode(" " + Sample), inBlocks.WrittenSpan.ToArray());
    }

    [Fact]
    public void An_added_token_that_is_not_special_is_always_one()
    {
        var adding = new BytePairTokenizer(Trained.Contents with { Added = [new("<think>", Trained.Count, false), new("<think>!", Trained.Count + 1, false)] });
        Assert.Equal([.. Trained.Encode("the"), Trained.Count, .. Trained.Encode(" low"), Trained.Count + 1], adding.Encode("the<think> low<think>!"));
    }

    [Fact]
    public void With_ignored_merges_a_piece_that_is_a_token_becomes_it()
    {
        var contents = Trained.Contents with { Vocabulary = [.. Trained.Contents.Vocabulary, ("qzx", Trained.Count)] };
        Assert.Equal(3, new BytePairTokenizer(contents).Encode("qzx").Length);
        Assert.Equal([Trained.Count], new BytePairTokenizer(contents with { IgnoreMerges = true }).Encode("qzx"));
    }

    [Fact]
    public void A_byte_without_a_token_is_named_with_its_place()
    {
        var few = new BytePairTokenizer(new TokenizerContents { Vocabulary = [("a", 0), ("b", 1)], IsByteLevel = true });
        Assert.Equal([0, 1, 0], few.Encode("aba"));
        Assert.Contains("byte 2 of the text is 0x63", Assert.Throws<DataException>(() => few.Encode("abc")).Message);
    }
}
