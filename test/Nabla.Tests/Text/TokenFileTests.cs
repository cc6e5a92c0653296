using System.Runtime.InteropServices;
using System.Text;
using Nabla.Data;
using Nabla.Tests.Data.Readers;
using Nabla.Text;

namespace Nabla.Tests.Text;

public class TokenFileTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    string At(string name) => Path.Combine(folder.Root, name);

    static int[] ReadAll(TokenFile file)
    {
        var tokens = new int[file.Count];
        file.Read(0, tokens);
        return tokens;
    }

    TokenFile Written(Tokenizer tokenizer, byte[] text)
    {
        Assert.Equal(tokenizer.Encode(text).Length, TokenFile.Write(At("tokens.bin"), tokenizer, [folder.Write("text.txt", text)]));
        return TokenFile.Open(At("tokens.bin"));
    }

    static string Fails(Action act)
    {
        string message = Assert.Throws<DataException>(act).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    [Fact]
    public void A_text_of_many_blocks_is_the_same_as_encoded_at_once()
    {
        byte[] text = [.. Enumerable.Range(0, 50_000).SelectMany(RandomBytes.Of)]; // some MB: blocks are of one
        Assert.True(text.Length > 5 << 19);
        var training = text.AsSpan(0, 100_000);
        foreach (Tokenizer tokenizer in (Tokenizer[])[new ByteTokenizer(), BytePairTokenizer.Train(training, new() { Vocabulary = 400 }), BytePairTokenizer.Train(training, new() { Vocabulary = 400, Pattern = SplitPattern.Gpt4 })])
        {
            using var file = Written(tokenizer, text);
            Assert.Equal(tokenizer.Count, file.Vocabulary);
            Assert.Equal(tokenizer.Encode(text), ReadAll(file));
        }
    }

    [Fact]
    public void Characters_cut_by_a_block_stay_whole()
    {
        string text = "a" + string.Concat(Enumerable.Repeat("漢字", 400_000));
        using var file = Written(CharacterTokenizer.FromText(text), Encoding.UTF8.GetBytes(text));
        Assert.Equal(CharacterTokenizer.FromText(text).Encode(text), ReadAll(file));
    }

    [Fact]
    public void A_vocabulary_beyond_65536_takes_four_bytes()
    {
        var symbols = Enumerable.Range(0x20, 0xD000).Concat(Enumerable.Range(0x20000, 0x4000)).Select(value => new Rune(value));
        var tokenizer = CharacterTokenizer.FromSymbols(symbols);
        string text = string.Concat(symbols.Reverse());
        using var file = Written(tokenizer, Encoding.UTF8.GetBytes(text));
        Assert.Equal(32 + 4L * tokenizer.Count, new FileInfo(file.Path).Length);
        Assert.Equal(Enumerable.Range(0, tokenizer.Count).Reverse(), ReadAll(file));
    }

    [Fact]
    public void Texts_follow_each_other_with_a_separator_after_each()
    {
        string[] texts = [folder.Write("one.txt", "ab"), folder.Write("two.txt", "c")];
        Assert.Equal(5, TokenFile.Write(At("tokens.bin"), new ByteTokenizer(), texts, separator: 0));
        using var file = TokenFile.Open(At("tokens.bin"));
        Assert.Equal([97, 98, 0, 99, 0], ReadAll(file));
        Assert.Equal(32 + 2 * 5, new FileInfo(file.Path).Length);
        Assert.Contains("the separator 256 is no token", Fails(() => TokenFile.Write(At("tokens.bin"), new ByteTokenizer(), texts, separator: 256)));
    }

    [Fact]
    public void Any_part_is_read_by_many_threads_at_once()
    {
        byte[] text = [.. Enumerable.Range(0, 100_003).Select(i => (byte)(i * 31 >> 3))];
        using var file = Written(new ByteTokenizer(), text);
        Parallel.For(0, 2000, i =>
        {
            var part = new int[i % 97];
            long from = i * 49L;
            file.Read(from, part);
            Assert.Equal(text.AsSpan((int)from, part.Length).ToArray().Select(value => (int)value), part);
        });
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Read(file.Count - 1, new int[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Read(-1, new int[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Read(long.MaxValue, new int[1]));
    }

    [Fact]
    public void A_closed_file_is_not_read()
    {
        var file = Written(new ByteTokenizer(), [1, 2, 3]);
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.Read(0, new int[1]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Plain_numbers_are_read_with_their_type_given(int width)
    {
        int[] tokens = [.. Enumerable.Range(0, 101).Select(i => i * 3)];
        byte[] bytes = width == 4 ? MemoryMarshal.AsBytes<int>(tokens).ToArray() : MemoryMarshal.AsBytes<ushort>([.. tokens.Select(token => (ushort)token)]).ToArray();
        using var file = TokenFile.OpenRaw(folder.Write("train.bin", bytes), vocabulary: 301, width);
        Assert.Equal(tokens, ReadAll(file));
        Assert.Contains("are no whole number of tokens", Fails(() => TokenFile.OpenRaw(folder.Write("cut.bin", bytes[..^1]), 301, width)));
        using var small = TokenFile.OpenRaw(file.Path, vocabulary: 300, width);
        Assert.Contains("token 100 is 300, but the vocabulary has 300", Fails(() => ReadAll(small)));
        small.Read(0, new int[100]);
    }

    [Fact]
    public void What_is_damaged_is_said()
    {
        Written(new ByteTokenizer(), [1, 2, 3]).Dispose();
        byte[] sound = File.ReadAllBytes(At("tokens.bin"));
        string With(int at, byte value)
        {
            byte[] bytes = [.. sound];
            bytes[at] = value;
            return Fails(() => TokenFile.Open(folder.Write("damaged.bin", bytes)));
        }
        Assert.Contains("no token file", With(0, 0));
        Assert.Contains("4 bytes a token and a vocabulary of 256", With(8, 4));
        Assert.Contains("do not go together", With(23, 0xFF));
        Assert.Contains("says 4 tokens of 2 bytes, but 6 bytes follow", With(24, 4));
        Assert.Contains("cut off or damaged", With(31, 0x7F));
        for (int length = 1; length < sound.Length; length++) Fails(() => TokenFile.Open(folder.Write("cut.bin", sound[..length])));
        Assert.Contains("is empty", Fails(() => TokenFile.Open(folder.Write("empty.bin", ""))));
        Assert.Contains("cannot be read", Fails(() => TokenFile.Open(At("none.bin"))));
    }

    [Fact]
    public void A_failed_write_leaves_what_was_there()
    {
        Written(new ByteTokenizer(), [1, 2, 3]).Dispose();
        byte[] before = File.ReadAllBytes(At("tokens.bin"));
        Assert.Contains("'z' (U+007A)", Fails(() => TokenFile.Write(At("tokens.bin"), CharacterTokenizer.FromText("a"), [folder.Write("text.txt", "az")])));
        Assert.Equal(before, File.ReadAllBytes(At("tokens.bin")));
        Assert.Equal(["text.txt", "tokens.bin"], Directory.GetFiles(folder.Root).Select(Path.GetFileName).Order());
    }
}
