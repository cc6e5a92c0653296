using System.Text.RegularExpressions;

namespace Nabla.Text;

/// <summary>Cuts text into pieces by one pattern after the other: what a pattern finds is a piece, and so is what lies between. The bytes of the
/// pieces, one after the other, are the text, whatever it holds.</summary>
sealed class TextSplitter
{
    // A piece is settled when so many follow: no known pattern looks further ahead than over one run of spaces and lines' ends.
    const int Margin = 8;

    readonly Regex[] expressions;
    readonly bool looksOnlyAhead;

    /// <param name="patterns">The patterns in turn.</param>
    /// <param name="patience">The longest that one piece may take to find.</param>
    /// <exception cref="FormatException">A pattern is not understood.</exception>
    public TextSplitter(IReadOnlyList<string> patterns, TimeSpan? patience = null)
    {
        Patterns = patterns;
        expressions = [.. patterns.Select(pattern => SplitPattern.Make(pattern, patience ?? SplitPattern.Patience))];
        looksOnlyAhead = patterns.Count > 0 && SplitPattern.LooksOnlyAhead(patterns[0]);
    }

    /// <summary>The patterns in turn; none leaves a text whole.</summary>
    public IReadOnlyList<string> Patterns { get; }

    /// <summary>Cuts the beginning of a text: as far as the pieces stay the same whatever follows.</summary>
    /// <param name="block">The text from <paramref name="at"/> on, as far as it was read.</param>
    /// <param name="isLast">Whether nothing follows: then all of it is cut.</param>
    /// <param name="at">How many bytes came before, for messages.</param>
    /// <param name="room">Memory to use.</param>
    /// <returns>Where the pieces end, in bytes; none if the block is too short to tell.</returns>
    public IReadOnlyList<int> Split(ReadOnlySpan<byte> block, bool isLast, long at, SplitRoom room)
    {
        room.Text.Read(block, isLast);
        var (ends, next) = (room.Ends, room.Next);
        ends.Clear();
        if (room.Text.Characters.Length > 0) ends.Add(room.Text.Characters.Length);
        for (int i = 0; i < expressions.Length; i++)
        {
            Refine(expressions[i], room.Text.Characters, ends, next, at);
            (ends, next) = (next, ends);
            if (i == 0 && !isLast) Settle(ends);
        }
        if (expressions.Length == 0 && !isLast) ends.Clear();
        for (int i = 0; i < ends.Count; i++) ends[i] = room.Text.StartOf(ends[i]);
        return ends;
    }

    void Settle(List<int> ends)
    {
        int settled = looksOnlyAhead ? Math.Max(0, ends.Count - Margin) : 0;
        ends.RemoveRange(settled, ends.Count - settled);
    }

    static void Refine(Regex expression, ReadOnlySpan<char> text, List<int> ends, List<int> finer, long at)
    {
        finer.Clear();
        int begin = 0;
        try
        {
            foreach (int end in ends)
            {
                Refine(expression, text[begin..end], begin, finer);
                begin = end;
            }
        }
        catch (RegexMatchTimeoutException error)
        {
            throw new DataException($"BytePairTokenizer: the split pattern '{Words.Excerpt.Of(error.Pattern, 60)}' found no end within {error.MatchTimeout.TotalSeconds:0.#} s near byte {at} of the text: use a simpler pattern.", error);
        }
    }

    static void Refine(Regex expression, ReadOnlySpan<char> piece, int begin, List<int> finer)
    {
        int last = 0;
        foreach (var match in expression.EnumerateMatches(piece))
        {
            if (match.Length == 0) continue;
            if (match.Index > last) finer.Add(begin + match.Index);
            last = match.Index + match.Length;
            finer.Add(begin + last);
        }
        if (last < piece.Length) finer.Add(begin + piece.Length);
    }
}
