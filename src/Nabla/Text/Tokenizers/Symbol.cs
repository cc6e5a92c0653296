namespace Nabla.Text;

/// <summary>A character in messages.</summary>
static class Symbol
{
    /// <summary>Itself where it is visible and stands alone, else a name of several letters, so that no two characters share one.</summary>
    public static string NameOf(Rune symbol) => symbol.Value switch
    {
        ' ' => "space",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => IsVisible(symbol) ? symbol.ToString() : $"U+{symbol.Value:X4}",
    };

    /// <summary>What to say of a byte that begins no character.</summary>
    public static DataException NotUtf8(byte value, long at) =>
        new($"CharacterTokenizer: byte {at} of the text (0x{value:X2}) begins no character of UTF-8: convert the text, or use bytes or BPE.");

    static bool IsVisible(Rune symbol) => Rune.GetUnicodeCategory(symbol) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark);
}
