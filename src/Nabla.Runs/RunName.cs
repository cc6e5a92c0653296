namespace Nabla.Runs;

/// <summary>Names of runs: folders that every file system and shell takes as they are.</summary>
public static class RunName
{
    const int Longest = 100;

    static readonly string[] Reserved =
        ["con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "lpt1", "lpt2", "lpt3", "lpt4"];

    /// <summary>True for letters, digits, '.', '_' and '-' (ASCII, at most 100), not beginning with '.' or '-'.</summary>
    public static bool IsSafe(string name) =>
        name.Length is > 0 and <= Longest && name.All(IsPlain) && name[0] is not ('.' or '-') && name[^1] != '.'
        && !Reserved.Contains(name.Split('.')[0].ToLowerInvariant());

    /// <summary>The nearest safe name: other characters become '-'.</summary>
    public static string MakeSafe(string name)
    {
        var safe = new StringBuilder();
        foreach (char c in name)
        {
            if (IsPlain(c)) safe.Append(c);
            else if (safe.Length > 0 && safe[^1] != '-') safe.Append('-');
        }
        string trimmed = safe.ToString().TrimStart('.', '-').TrimEnd('.', '-');
        string cut = trimmed.Length > Longest ? trimmed[..Longest].TrimEnd('.', '-') : trimmed;
        return IsSafe(cut) ? cut : cut.Length > 0 ? "run-" + cut : "run";
    }

    static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-';
}
