namespace Nabla.Runs;

/// <summary>The folder of one run, <c>runs/NAME</c>, and where its parts lie. Reading one never executes anything from it.</summary>
public sealed class RunFolder
{
    RunFolder(string path) => Path = System.IO.Path.GetFullPath(path);

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>The name: the last part of the path.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary><c>recipe.yaml</c>: the resolved recipe.</summary>
    public string Recipe => In("recipe.yaml");

    /// <summary><c>events.jsonl</c>: what happened, one JSON object a line.</summary>
    public string Events => In("events.jsonl");

    /// <summary><c>model.safetensors</c>: the weights.</summary>
    public string Model => In("model.safetensors");

    /// <summary><c>tokenizer.json</c>: what the tokens are, where the data is text.</summary>
    public string Tokenizer => In("tokenizer.json");

    /// <summary><c>checkpoint/</c>: all that resuming needs.</summary>
    public string Checkpoint => In("checkpoint");

    /// <summary><c>summary.json</c>: the result in one object.</summary>
    public string Summary => In("summary.json");

    /// <summary><c>figures/</c>: SVG files.</summary>
    public string Figures => In("figures");

    /// <summary><c>report.html</c>: the report, self-contained.</summary>
    public string Report => In("report.html");

    internal string Lock => In(".lock");

    string In(string part) => System.IO.Path.Combine(Path, part);

    /// <summary>Makes the folder of a new run. A name already taken is numbered: NAME, NAME-2, NAME-3, …</summary>
    /// <exception cref="RunException">The name is not safe, or the folder cannot be made.</exception>
    public static RunFolder Create(string path)
    {
        var wanted = Check(path);
        for (int number = 1; ; number++)
        {
            var folder = number == 1 ? wanted : new RunFolder($"{wanted.Path}-{number}");
            if (folder.TryClaim()) return folder;
        }
    }

    /// <summary>Makes the folder of a new run with exactly this name.</summary>
    /// <exception cref="RunException">The name is not safe or already taken, or the folder cannot be made.</exception>
    public static RunFolder CreateExactly(string path)
    {
        var folder = Check(path);
        return folder.TryClaim()
            ? folder
            : throw new RunException($"'{path}' exists already: choose another name with --out, or continue it with --resume.");
    }

    /// <summary>An existing run.</summary>
    /// <exception cref="RunException">There is none; the message names some that there are.</exception>
    public static RunFolder Open(string path)
    {
        var folder = new RunFolder(path.Length > 0 ? System.IO.Path.TrimEndingDirectorySeparator(path) : ".");
        if (folder.IsRun) return folder;
        string parent = System.IO.Path.GetDirectoryName(folder.Path) ?? folder.Path;
        var others = List(parent).Take(5).Select(other => other.Name).ToList();
        string wrong = Directory.Exists(folder.Path) ? $"'{path}' holds no run" : $"There is no run at '{path}'";
        string remedy = others.Count > 0 ? $"runs beside it: {string.Join(", ", others)}" : "start one with 'nabla train'";
        throw new RunException($"{wrong}: {remedy}.");
    }

    /// <summary>The runs in a folder, latest first; none when it does not exist.</summary>
    public static IReadOnlyList<RunFolder> List(string parent)
    {
        try
        {
            return [.. new DirectoryInfo(parent).EnumerateDirectories().OrderByDescending(d => d.LastWriteTimeUtc)
                .ThenBy(d => d.Name, StringComparer.Ordinal).Select(d => new RunFolder(d.FullName)).Where(f => f.IsRun)];
        }
        catch (Exception error) when (FileException.IsFileError(error))
        {
            return [];
        }
    }

    bool IsRun => File.Exists(Events) || File.Exists(Recipe) || File.Exists(Summary);

    static RunFolder Check(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0'))
            throw new RunException("A run needs a folder name, as in --out runs/first.") { IsBadName = true };
        var folder = new RunFolder(System.IO.Path.TrimEndingDirectorySeparator(path));
        return RunName.IsSafe(folder.Name)
            ? folder
            : throw new RunException($"'{folder.Name}' is no name for a run: use letters, digits, '.', '_' and '-', "
                + $"such as '{RunName.MakeSafe(folder.Name)}'.") { IsBadName = true };
    }

    // Making events.jsonl is what claims the name: only one of two processes can.
    bool TryClaim()
    {
        try
        {
            if (Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any()) return false;
            Directory.CreateDirectory(Path);
            using var events = new FileStream(Events, FileMode.CreateNew);
            return true;
        }
        catch (IOException) when (File.Exists(Events))
        {
            return false;
        }
        catch (Exception error) when (FileException.IsFileError(error))
        {
            throw FileException.From(error, "make the run folder", Path);
        }
    }

    /// <summary>The full path.</summary>
    public override string ToString() => Path;
}
