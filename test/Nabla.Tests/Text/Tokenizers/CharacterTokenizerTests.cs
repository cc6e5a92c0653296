using System.Text;
using Nabla.Data;
using Nabla.Tests.Data.Readers;
using Nabla.Text;

namespace Nabla.Tests.Text;

public class CharacterTokenizerTests
{
    static string Fails(Action act) => Assert.Throws<DataException>(act).Message;

    [Fact]
    public void Characters_are_numbered_in_the_order_of_Unicode()
    {
        var tokenizer = CharacterTokenizer.FromText("banana 🙂\né");
        Assert.Equal(["\\n", "space", "a", "b", "n", "é", "🙂"], Enumerable.Range(0, tokenizer.Count).Select(tokenizer.NameOf));
        Assert.Equal([3, 2, 4, 1, 6], tokenizer.Encode("ban 🙂"));
        Assert.Equal("🙂éb", tokenizer.Decode([6, 5, 3]));
    }

    [Fact]
    public void Text_string_and_bytes_make_the_same_tokenizer()
    {
        const string Text = "né 漢🙂 a\u0301";
        Assert.Equal(CharacterTokenizer.FromText(Text).Symbols, CharacterTokenizer.FromText(Encoding.UTF8.GetBytes(Text)).Symbols);
    }

    [Fact]
    public void What_it_was_made_of_comes_back_across_blocks()
    {
        string text = string.Concat(Enumerable.Repeat("aé漢🙂", 20_000));
        var tokenizer = CharacterTokenizer.FromText(text);
        int[] tokens = tokenizer.Encode(text);
        Assert.Equal(80_000, tokens.Length);
        Assert.Equal(text, tokenizer.Decode(tokens));
    }

    [Fact]
    public void A_file_is_read_across_blocks()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("text.txt", "a" + string.Concat(Enumerable.Repeat("漢", 500_000)) + "z");
        Assert.Equal("az漢".EnumerateRunes(), CharacterTokenizer.FromFile(path).Symbols);
    }

    [Fact]
    public void A_character_outside_is_named_with_its_place()
    {
        var tokenizer = CharacterTokenizer.FromText("abc");
        Assert.Contains("byte 2 of the text begins 'é' (U+00E9), which is none of its 3 characters", Fails(() => tokenizer.Encode("abéc")));
        Assert.Contains($"byte {1 << 17} of the text begins '\\n' (U+000A)", Fails(() => tokenizer.Encode(new string('a', 1 << 17) + "\n")));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        var tokenizer = CharacterTokenizer.FromText("abc");
        Assert.Contains("byte 1 of the text (0xFF) begins no character of UTF-8", Fails(() => tokenizer.Encode([(byte)'a', 0xFF])));
        Assert.Contains("byte 1 of the text (0xC3) begins no character", Fails(() => CharacterTokenizer.FromText([(byte)'a', 0xC3])));
        Assert.Contains("no characters", Fails(() => CharacterTokenizer.FromText("")));
    }

    [Fact]
    public void Names_differ_and_stand_alone()
    {
        var tokenizer = CharacterTokenizer.FromText("\u00A0\u0301\u200B\t\r\0 U");
        string[] names = [.. Enumerable.Range(0, tokenizer.Count).Select(tokenizer.NameOf)];
        Assert.Equal(["U+0000", "\\t", "\\r", "space", "U", "U+00A0", "U+0301", "U+200B"], names);
    }

    [Fact]
    public void What_is_saved_is_loaded()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Root, "tokenizer.json");
        var tokenizer = CharacterTokenizer.FromText("\n\"\\\0 abcé漢🙂\u0301\uFFFF");
        tokenizer.Save(path);
        Assert.Equal(tokenizer.Symbols, Assert.IsType<CharacterTokenizer>(Tokenizer.Load(path)).Symbols);
    }
}
