namespace Nabla.Catalog;

/// <summary>Data by a known name or by a path. Known sets are looked for under $NABLA_DATA, then in the user's cache, then fetched from their public
/// home into the cache, checked by SHA-256.</summary>
/// <param name="root">Where sets lie that somebody put there ($NABLA_DATA); null: nowhere.</param>
/// <param name="cache">Where fetched sets go.</param>
/// <param name="handler">What answers requests; null: the network.</param>
/// <param name="patience">How long to wait for an answer; null: 15 seconds.</param>
public sealed class DataCatalog(string? root, string cache, HttpMessageHandler? handler = null, TimeSpan? patience = null)
{
    /// <summary>The catalog of this user and environment.</summary>
    public static DataCatalog Default => new(Environment.GetEnvironmentVariable("NABLA_DATA") is { Length: > 0 } root ? root : null, UserCache());

    /// <summary>The sets that are known by name.</summary>
    public static IReadOnlyList<KnownData> Known => KnownSets.All;

    /// <summary>Where fetched sets go.</summary>
    public string Cache => cache;

    /// <summary>The formats that a path may be of.</summary>
    public static IReadOnlyList<DataFormat> Formats => DataFormats.All;

    /// <summary>What inputs alone are read from.</summary>
    public static string Inputs => DataFormats.Inputs;

    /// <summary>Whether a set is known by this name; anything else is a path.</summary>
    public static bool IsKnown(string name) => Maybe(name) is not null;

    /// <summary>Where a recipe for a set, by name or path, differs from the standard: paths and values of its fields.</summary>
    public static IReadOnlyList<(string Path, string Value)> DefaultsOf(string nameOrPath) =>
        Maybe(nameOrPath)?.Defaults ?? DataFormats.Find(nameOrPath)?.Defaults ?? [];

    /// <summary>Loads a set by name, or by the path of a file, a folder or a pair of files: of one of <see cref="Formats"/>.</summary>
    /// <exception cref="DataException">The name is unknown, or the data is missing, damaged, or cannot be cut as asked.</exception>
    public DataSplit Load(string nameOrPath, DataOptions? options = null)
    {
        options ??= new();
        return options.WithValidation(Maybe(nameOrPath) is { } data ? data.Load(Get(data), options) : DataFormats.Of(nameOrPath).Load(nameOrPath, options));
    }

    /// <summary>Loads the inputs of a file alone, to predict from; a target that it holds is not looked at.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What the model reads and says is in them.</param>
    /// <exception cref="DataException">The file is missing, damaged, of no known format, or its rows do not fit the model.</exception>
    public static Dataset LoadInputs(string path, DataOptions options)
    {
        Dataset rows = DataFormats.LoadInputs(path, options);
        return options.Form is not { Inputs: [var input] } || rows.Input.Size == input.Size ? rows
            : throw new DataException($"{path}: has rows of {rows.Input.Size} numbers, but the model reads {input}, {input.Size} numbers each.");
    }

    /// <summary>The folder that holds a known set, fetched first if need be; empty for a generated set.</summary>
    /// <exception cref="DataException">The name is unknown, or fetching failed; the message says what to fetch by hand and where to put it.</exception>
    public string Get(string name) => Get(Named(name));

    /// <summary>The folder that holds a known set already, or null; empty for a generated set.</summary>
    /// <exception cref="DataException">The name is unknown.</exception>
    public string? Find(string name) => Find(Named(name));

    string Get(KnownData data) => Find(data) ?? Fetch(data);

    string? Find(KnownData data)
    {
        if (data.IsGenerated) return "";
        string?[] roots = [root, cache];
        return roots.OfType<string>().SelectMany(place => data.Folders.Select(folder => Path.Combine(place, folder))).FirstOrDefault(data.IsIn);
    }

    string Fetch(KnownData data)
    {
        string folder = Path.Combine(cache, data.Folders[0]);
        var download = new Download(handler, patience ?? TimeSpan.FromSeconds(15));
        foreach (var file in data.Downloads)
        {
            if (!file.IsArchive && File.Exists(Path.Combine(folder, file.Name))) continue;
            try { download.Fetch(file, folder); }
            catch (DataException failure)
            {
                throw new DataException($"'{data.Name}' is not here and cannot be fetched ({failure.Message}). Fetch {file.Homes[0]} by hand, {(file.IsArchive ? "unpack" : "put")} it into {folder}, or set NABLA_DATA to a folder that holds {data.Folders[0]}/.", failure);
            }
        }
        if (!data.IsIn(folder)) throw new DataException($"{folder}: was fetched, but lacks {string.Join(" or ", data.Needed)}: delete the folder and try again.");
        return folder;
    }

    static KnownData? Maybe(string name) => Known.FirstOrDefault(known => known.Name == name);

    static KnownData Named(string name) => Maybe(name)
        ?? throw new DataException(NearestWord.Sentence("data set", name, [.. Known.Select(known => known.Name)])) { IsUnknownName = true };

    static string UserCache()
    {
        if (OperatingSystem.IsWindows()) return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "nabla", "data");
        string? given = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        return Path.Combine(given is { Length: > 0 } ? given : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "nabla");
    }
}
