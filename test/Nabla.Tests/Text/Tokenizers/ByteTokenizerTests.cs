using Nabla.Data;
using Nabla.Tests.Data.Readers;
using Nabla.Text;

namespace Nabla.Tests.Text;

public class ByteTokenizerTests
{
    readonly ByteTokenizer tokenizer = new();

    [Fact]
    public void Any_bytes_come_back()
    {
        for (int i = 0; i < 10_000; i++)
        {
            byte[] text = RandomBytes.Of(i);
            int[] tokens = tokenizer.Encode(text);
            Assert.Equal(text.Select(value => (int)value), tokens);
            Assert.Equal(text, tokenizer.DecodeBytes(tokens));
        }
    }

    [Fact]
    public void A_long_text_is_taken_in_blocks()
    {
        byte[] text = [.. Enumerable.Range(0, 200_001).Select(i => (byte)(i * 7))];
        Assert.Equal(text, tokenizer.DecodeBytes(tokenizer.Encode(text)));
    }

    [Fact]
    public void Names_are_visible_and_differ()
    {
        Assert.Equal("a", tokenizer.NameOf('a'));
        Assert.Equal("0x0A", tokenizer.NameOf('\n'));
        Assert.Equal("0xFF", tokenizer.NameOf(255));
        Assert.Equal(256, Enumerable.Range(0, 256).Select(tokenizer.NameOf).Distinct().Count());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(256)]
    public void A_token_outside_is_named(int token)
    {
        Assert.Contains($"no token {token}, the vocabulary has 256", Assert.Throws<DataException>(() => tokenizer.Decode([0, token])).Message);
        Assert.Throws<DataException>(() => tokenizer.NameOf(token));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_no_text() =>
        Assert.Contains("half a surrogate pair (character 1)", Assert.Throws<DataException>(() => tokenizer.Encode("a\uD83D")).Message);

    [Fact]
    public void What_is_saved_is_loaded()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Root, "tokenizer.json");
        tokenizer.Save(path);
        Assert.IsType<ByteTokenizer>(Tokenizer.Load(path));
    }
}
