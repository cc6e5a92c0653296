namespace Nabla.Generators;

/// <summary>The name of a member in paths: its own in snake case, as PyTorch names its state, so that files fit both: <c>runningMean</c> and
/// <c>RunningMean</c> become <c>running_mean</c>, <c>block2</c> stays. Leading underscores are left out.</summary>
static class PathName
{
    public static string Of(string member)
    {
        string name = member.TrimStart('_') is { Length: > 0 } rest ? rest : member;
        var text = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            if (BeginsWord(name, i)) text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }

    /// <summary>A capital begins a word after a small letter or digit, and so does the last capital of several: <c>queryKVCache</c> is <c>query_kv_cache</c>.</summary>
    static bool BeginsWord(string name, int i) =>
        i > 0 && char.IsUpper(name[i]) && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || i + 1 < name.Length && char.IsLower(name[i + 1]));
}
