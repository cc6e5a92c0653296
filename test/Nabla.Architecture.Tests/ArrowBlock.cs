using System.Text.RegularExpressions;

namespace Nabla.Architecture.Tests;

/// <summary>
/// The arrows of the page: the fenced block named "arrows". A line is <c>Folder ─► Targets</c>, or <c>Folder ─╳ Targets</c> for arrows that must
/// never be; a folder inside another stands below it, two spaces further in. A target is a folder inside, beside or around; a room of the
/// project; a project; a room of another project (with its project's name where others are called so); "packages"; or "nothing". After a
/// comma a line may go on in the next.
/// </summary>
sealed partial class ArrowBlock
{
    public const string Page = "ARCHITECTURE.md", Packages = "packages", Nothing = "nothing";

    /// <summary>A target as the page names it.</summary>
    public readonly record struct Entry(Arrow Arrow, bool Never, int Line);

    readonly IReadOnlySet<string> folders;
    readonly List<Entry> entries = [];
    readonly List<string> findings = [];
    readonly Dictionary<string, int> lines = [];

    /// <param name="page">The whole page.</param>
    /// <param name="folders">All folders that there are.</param>
    public ArrowBlock(string page, IReadOnlySet<string> folders)
    {
        this.folders = folders;
        string[] all = page.ReplaceLineEndings("\n").Split('\n');
        int begin = Array.FindIndex(all, line => line.Trim() == "```arrows");
        if (begin < 0) findings.Add($"{Page} has no block ```arrows: copy the one below");
        for (int i = begin + 1, first; begin >= 0 && i < all.Length && !all[i].StartsWith("```", StringComparison.Ordinal); i++)
        {
            string text = all[first = i].TrimEnd();
            while (text.EndsWith(',') && i + 1 < all.Length) text += " " + all[++i].Trim();
            if (text.Length > 0) Read(text, first + 1);
        }
    }

    /// <summary>What the page permits, and what it forbids.</summary>
    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>Lines that say nothing of the folders that there are.</summary>
    public IReadOnlyList<string> Findings => findings;

    /// <summary>Whether a folder has a line.</summary>
    public bool Has(string folder) => lines.ContainsKey(folder);

    readonly List<string> around = [];

    void Read(string text, int number)
    {
        if (Form().Match(text) is not { Success: true } form || form.Groups[1].Length % 2 != 0 || form.Groups[1].Length / 2 > around.Count)
        {
            Find(number, $"'{text.Trim()}' is not understood: a line is 'Folder ─► Targets', two spaces further in than the folder around it");
            return;
        }
        around.RemoveRange(form.Groups[1].Length / 2, around.Count - form.Groups[1].Length / 2);
        string folder = string.Join('/', around.Append(form.Groups[2].Value));
        around.Add(form.Groups[2].Value);
        bool never = form.Groups[3].Value == "─╳";
        if (!folders.Contains(folder)) Find(number, $"there is no folder '{folder}': take the line out, or name it as it is called now");
        else if (!never && !lines.TryAdd(folder, number)) Find(number, $"'{folder}' has a line already, {lines[folder]}: make them one");
        foreach (string target in form.Groups[4].Value.Split(',', StringSplitOptions.TrimEntries).Where(target => target != Nothing))
            if (Resolve(folder, target) is { } found) entries.Add(new(new(folder, found), never, number));
            else Find(number, $"'{target}' is no folder that {folder} could name, or more than one is called so: write Project/Room");
    }

    void Find(int line, string what) => findings.Add($"{Page}:{line}: {what}");

    /// <summary>The folder that a target means in the line of a folder; null if there is none, or more than one.</summary>
    string? Resolve(string folder, string target)
    {
        if (target == Packages || target.Contains('/')) return target == Packages || folders.Contains(target) ? target : null;
        if (folders.Contains($"{folder}/{target}")) return $"{folder}/{target}";
        for (string at = Folders.Parent(folder); at.Length > 0; at = Folders.Parent(at))
            if (folders.Contains($"{at}/{target}")) return $"{at}/{target}";
            else if (Folders.Name(at) == target) return at;
        if (folders.Contains(target)) return target;
        string[] rooms = [.. folders.Where(each => !Folders.IsTest(each) && Folders.Room(each) == each && Folders.Name(each) == target)];
        return rooms.Length == 1 ? rooms[0] : null;
    }

    /// <summary>The block as it should be: every folder with what it names, and what the page forbids.</summary>
    public string Write(IEnumerable<Arrow> arrows)
    {
        var targets = arrows.ToLookup(arrow => arrow.From, arrow => arrow.To);
        var nevers = entries.Where(entry => entry.Never).ToLookup(entry => entry.Arrow.From, entry => entry.Arrow.To);
        var shown = folders.Where(folder => !Folders.IsTest(folder) || folder.Split('/').Length == 2)
            .OrderBy(folder => folder.Replace('/', '\0'), StringComparer.Ordinal);
        var written = shown.SelectMany(folder =>
            Lines(folder, "─►", targets[folder]).Concat(nevers[folder].Any() ? Lines(folder, "─╳", nevers[folder]) : []));
        return string.Join('\n', ["```arrows", .. written, "```"]);
    }

    IEnumerable<string> Lines(string folder, string sign, IEnumerable<string> targets)
    {
        int depth = Folders.IsTest(folder) ? 0 : folder.Split('/').Length - 1;
        string line = $"{new string(' ', 2 * depth)}{(depth == 0 ? folder : Folders.Name(folder))} {sign} ";
        string[] names = [.. targets.Distinct().Select(target => Resolve(folder, Folders.Name(target)) == target ? Folders.Name(target) : target)
            .Order(StringComparer.Ordinal).DefaultIfEmpty(Nothing)];
        for (int i = 0; i < names.Length; i++)
        {
            string next = names[i] + (i + 1 < names.Length ? "," : "");
            if (line.Length + next.Length > 140)
            {
                yield return line.TrimEnd();
                line = new string(' ', 2 * depth + 4);
            }
            line += next + " ";
        }
        yield return line.TrimEnd();
    }

    [GeneratedRegex(@"^( *)([\w./]+) (─►|─╳) ([\w./, ]+)$")]
    private static partial Regex Form();
}
