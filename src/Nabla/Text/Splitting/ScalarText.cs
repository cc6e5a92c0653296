namespace Nabla.Text;

/// <summary>UTF-8 as a regular expression sees it: one character for each Unicode scalar value, and where in the bytes each begins. .NET's
/// expressions know 16 bits; a character beyond them is shown by another of its category. A byte that is not UTF-8 is shown as U+FFFD, and stays one
/// byte.</summary>
sealed class ScalarText
{
    // One for each UnicodeCategory in its order, and none that a pattern would name: ª for other letters, © for other symbols.
    const string ShownAs = "\u00C0\u00E0\u01C5\u02B0\u00AA\u0300\u0903\u0488\u0660\u16EE\u00B2\u00A0\u2028\u2029\u0001\u00AD\uFFFD\uE000\u203F\u2010\u0F3A\u0F3B\u00AB\u00BB\u00A1\u00B1\u00A2\u00A8\u00A9\u0378";

    char[] characters = new char[1024];
    int[] starts = new int[1025];
    bool isAscii;

    /// <summary>How many bytes were read: a character cut off at the end is left where more may follow.</summary>
    public int ByteCount { get; private set; }

    /// <summary>The characters.</summary>
    public ReadOnlySpan<char> Characters => characters.AsSpan(0, Count);

    int Count { get; set; }

    /// <summary>Where a character begins in the bytes; the end for the place after the last.</summary>
    public int StartOf(int character) => isAscii ? character : starts[character];

    /// <summary>Reads a block of text.</summary>
    public void Read(ReadOnlySpan<byte> text, bool isLast)
    {
        if (characters.Length < text.Length)
        {
            characters = new char[text.Length];
            starts = new int[text.Length + 1];
        }
        isAscii = Ascii.ToUtf16(text, characters, out int count) == OperationStatus.Done;
        (Count, ByteCount) = (count, count);
        if (!isAscii) ReadScalars(text, isLast);
    }

    // Goes on where the ASCII ends.
    void ReadScalars(ReadOnlySpan<byte> text, bool isLast)
    {
        int count = Count, at = ByteCount;
        for (int i = 0; i < count; i++) starts[i] = i;
        while (at < text.Length)
        {
            starts[count] = at;
            if (text[at] < 0x80)
            {
                characters[count++] = (char)text[at++];
                continue;
            }
            var status = Rune.DecodeFromUtf8(text[at..], out var scalar, out int length);
            if (status == OperationStatus.NeedMoreData && !isLast) break;
            characters[count++] = status == OperationStatus.Done ? Shown(scalar) : '\uFFFD';
            at += status == OperationStatus.Done ? length : 1;
        }
        starts[count] = at;
        (Count, ByteCount) = (count, at);
    }

    static char Shown(Rune scalar) => scalar.IsBmp ? (char)scalar.Value : ShownAs[(int)Rune.GetUnicodeCategory(scalar)];
}
