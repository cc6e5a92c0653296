namespace Nabla.Data.Readers;

/// <summary>Finds the columns that a model knows among those of a file: by the same name; else by one that differs only in upper and lower case or in
/// spaces around it, if just one column of the file does, and just one that the model knows.</summary>
/// <param name="there">The names in the file.</param>
/// <param name="known">All names that the model knows.</param>
sealed class ColumnNames(string[] there, string[] known)
{
    /// <summary>The place of a column; −1 where there is none, or where it is not clear which.</summary>
    public int Find(string name)
    {
        int exact = Array.IndexOf(there, name);
        if (exact >= 0 || known.Count(other => AreAlike(other, name)) > 1) return exact;
        int[] alike = [.. Enumerable.Range(0, there.Length).Where(column => AreAlike(there[column], name))];
        return alike is [var one] ? one : -1;
    }

    static bool AreAlike(string a, string b) => a.AsSpan().Trim().Equals(b.AsSpan().Trim(), StringComparison.OrdinalIgnoreCase);
}
