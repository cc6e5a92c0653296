using Nabla.Text;

namespace Nabla.Tests.Text;

public class ByteAlphabetTests
{
    [Fact]
    public void Letters_are_GPT_2s()
    {
        Assert.Equal(256, ByteAlphabet.Characters.Distinct().Count());
        Assert.Equal("ĠĊĉčĀġ¡ÿŃ", ByteAlphabet.Write([0x20, 0x0A, 0x09, 0x0D, 0x00, 0x7F, 0xA1, 0xFF, 0xAD]));
    }

    [Fact]
    public void What_is_written_is_read()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        Assert.Equal(all, ByteAlphabet.Read(ByteAlphabet.Write(all)));
        Assert.Null(ByteAlphabet.Read("a b"));
        Assert.Null(ByteAlphabet.Read("漢"));
    }
}
