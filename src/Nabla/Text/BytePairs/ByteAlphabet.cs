namespace Nabla.Text;

/// <summary>The letters in which byte-level vocabularies are written (Radford et al. 2019, GPT-2): a byte that is visible in Latin-1 is its own
/// letter, and the 68 others are U+0100 and on in their order, so that a space is Ġ and a newline Ċ.</summary>
static class ByteAlphabet
{
    const int FirstOther = 0x100, Others = 68;

    /// <summary>The letter of each byte.</summary>
    public static readonly char[] Characters = MakeCharacters();

    static readonly short[] Bytes = MakeBytes();

    /// <summary>The bytes, written.</summary>
    public static string Write(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (byte value in bytes) text.Append(Characters[value]);
        return text.ToString();
    }

    /// <summary>The bytes that are written so; null if a letter is none of the alphabet.</summary>
    public static byte[]? Read(string text)
    {
        var bytes = new byte[text.Length];
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] >= Bytes.Length || Bytes[text[i]] < 0) return null;
            bytes[i] = (byte)Bytes[text[i]];
        }
        return bytes;
    }

    static char[] MakeCharacters()
    {
        var characters = new char[256];
        int other = FirstOther;
        for (int value = 0; value < 256; value++) characters[value] = IsVisible(value) ? (char)value : (char)other++;
        return characters;
    }

    static short[] MakeBytes()
    {
        var bytes = new short[FirstOther + Others];
        Array.Fill(bytes, (short)-1);
        for (int value = 0; value < 256; value++) bytes[Characters[value]] = (short)value;
        return bytes;
    }

    // 0xAD is the soft hyphen.
    static bool IsVisible(int value) => value is >= '!' and <= '~' or >= 0xA1 and <= 0xFF and not 0xAD;
}
