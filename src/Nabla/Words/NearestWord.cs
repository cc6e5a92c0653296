namespace Nabla.Words;

/// <summary>Finds the word that somebody probably meant, for error messages.</summary>
public static class NearestWord
{
    // No word that is known is longer; what is longer is no word that somebody meant.
    const int MostLetters = 100;

    /// <summary>The known word with the fewest edits to the given one (insert, delete, replace, exchange of neighbours), without regard to case.</summary>
    /// <exception cref="ArgumentException">No word is known.</exception>
    public static string Of(string given, IEnumerable<string> known) =>
        known.MinBy(word => Edits(given[..Math.Min(given.Length, MostLetters)].ToLowerInvariant(), word.ToLowerInvariant())) ?? throw new ArgumentException("NearestWord: no word is known.");

    /// <summary>A sentence for an error: what is unknown, what was probably meant, and all there is.</summary>
    public static string Sentence(string what, string given, IReadOnlyCollection<string> known) =>
        $"{what} '{Excerpt.Of(given, MostLetters)}' is unknown; did you mean '{Of(given, known)}'? There are {string.Join(", ", known)}.";

    // Damerau's distance in its optimal-string-alignment form (Damerau 1964), one table.
    static int Edits(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++) table[i, 0] = i;
        for (int j = 0; j <= b.Length; j++) table[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int replace = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                int best = Math.Min(replace, 1 + Math.Min(table[i - 1, j], table[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = Math.Min(best, table[i - 2, j - 2] + 1);
                table[i, j] = best;
            }
        }
        return table[a.Length, b.Length];
    }
}
