namespace Nabla.Data.Catalog;

/// <summary>
/// Data by a known name or by a path. Known sets are looked for under $NABLA_DATA, then in the user's cache, then fetched
/// from their public home into the cache, checked by SHA-256.
/// </summary>
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

    /// <summary>Whether a name or path leads to text, which is read as text and not by <see cref="Load"/>.</summary>
    public static bool IsText(string nameOrPath) => Known.FirstOrDefault(known => known.Name == nameOrPath) is { } data ? data.Load is null : DataPath.IsText(nameOrPath);

    /// <summary>Loads a set by name or path: a folder of IDX files, of CIFAR-10 batches or of .npy files, a .csv or .tsv (or .gz of them), or "inputs.npy,targets.npy".</summary>
    /// <exception cref="DataException">The name is unknown, or the data is missing or damaged.</exception>
    public DataSplit Load(string nameOrPath, DataOptions? options = null)
    {
        options ??= new();
        if (Known.FirstOrDefault(known => known.Name == nameOrPath) is not { } data) return DataPath.Load(nameOrPath, options);
        if (data.Load is null) throw new DataException($"'{data.Name}' is text, which TextCatalog reads: it trains language models, not models of images or tables.");
        return data.Load(Get(data), options);
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

    static KnownData Named(string name) => Known.FirstOrDefault(known => known.Name == name)
        ?? throw new DataException(NearestWord.Sentence("data set", name, [.. Known.Select(known => known.Name)])) { IsUnknownName = true };

    static string UserCache()
    {
        if (OperatingSystem.IsWindows()) return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "nabla", "data");
        string? given = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        return Path.Combine(given is { Length: > 0 } ? given : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "nabla");
    }
}
