namespace Nabla.Text;

/// <summary>Takes what it can of a block of text.</summary>
/// <param name="block">The text from <paramref name="at"/> on, as far as it was read.</param>
/// <param name="isLast">Whether nothing follows: then all of it is to be taken.</param>
/// <param name="at">How many bytes came before.</param>
/// <returns>How many bytes were taken; 0 asks for a longer block.</returns>
delegate int BlockReader(ReadOnlySpan<byte> block, bool isLast, long at);

/// <summary>A text in memory, handed over in blocks: what a reader needs besides does not grow with the text.</summary>
static class TextBlocks
{
    const int Block = 1 << 16;

    /// <summary>Hands over the text; a reader that takes nothing gets a longer block.</summary>
    public static void Read(ReadOnlySpan<byte> text, BlockReader reader, int block = Block)
    {
        int length = block;
        for (int at = 0; at < text.Length;)
        {
            bool isLast = text.Length - at <= length;
            int taken = reader(isLast ? text[at..] : text.Slice(at, length), isLast, at);
            length = taken == 0 ? (int)Math.Min(Array.MaxLength, 2L * length) : block;
            at += taken;
        }
    }
}
