using System.Collections;

namespace Nabla.Text;

/// <summary>Which characters occur in a text that comes in blocks.</summary>
sealed class SymbolSet
{
    readonly BitArray occurs = new(0x110000);
    readonly bool[] ascii = new bool[128];

    /// <summary>Notes the characters of a block, and says how many bytes they were: a character that is cut in two at the end is left for the next.</summary>
    /// <exception cref="Data.DataException">It is not UTF-8.</exception>
    public int Add(ReadOnlySpan<byte> block, bool isLast, long at)
    {
        int next = 0;
        while (next < block.Length)
        {
            if (block[next] < 128) ascii[block[next++]] = true;
            else if (AddLong(block[next..], isLast, at + next) is var length and > 0) next += length;
            else break;
        }
        return next;
    }

    /// <summary>Those that occurred, by their numbers.</summary>
    public Rune[] InOrder()
    {
        for (int i = 0; i < ascii.Length; i++) occurs[i] |= ascii[i];
        return [.. Enumerable.Range(0, occurs.Length).Where(value => occurs[value]).Select(value => new Rune(value))];
    }

    int AddLong(ReadOnlySpan<byte> text, bool isLast, long at)
    {
        var status = Rune.DecodeFromUtf8(text, out var symbol, out int length);
        if (status == OperationStatus.NeedMoreData && !isLast) return 0;
        if (status != OperationStatus.Done) throw Symbol.NotUtf8(text[0], at);
        occurs[symbol.Value] = true;
        return length;
    }
}
