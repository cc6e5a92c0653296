using Nabla.Tensors;

namespace Nabla.Tests.Text;

/// <summary>Byte strings that try a tokenizer: any bytes, text of many languages cut anywhere, long runs.</summary>
static class RandomBytes
{
    static readonly string[] Pieces =
        ["the ", "Hello", " world", "\n", "\n\n", "   ", "\t", "'s", "'LL", "don't", "123", "4567890", "éà", "ß", "漢字", "かな", "한국어", "🙂", "👩‍👩‍👧", "𝐀𝐛", "\u0301", "\u00A0", "\r\n", "!?", "--", "a", "ą", "\0", "<|endoftext|>"];

    /// <summary>The string of a number: the same one always.</summary>
    public static byte[] Of(int number)
    {
        var rng = Rng.FromSeed(20).Fork((ulong)number).Reader();
        int length = (int)(rng.Bits() % 60);
        var bytes = new List<byte>();
        for (int i = 0; i < length; i++)
        {
            uint kind = rng.Bits() % 8;
            if (kind == 0 || number % 4 == 0) bytes.Add((byte)rng.Bits());
            else if (kind == 1) bytes.AddRange(Enumerable.Repeat((byte)(rng.Bits() % 128), (int)(rng.Bits() % 20)));
            else bytes.AddRange(System.Text.Encoding.UTF8.GetBytes(Pieces[rng.Bits() % Pieces.Length]));
            if (kind == 2 && bytes.Count > 0) bytes.RemoveAt(bytes.Count - 1);
        }
        return [.. bytes];
    }
}
