using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Nabla.Catalog;

/// <summary>Fetches a known file: streamed to a temporary file beside its place, checked by length and checksum, then renamed.</summary>
sealed class Download(HttpMessageHandler? handler, TimeSpan patience)
{
    const long MostUnpacked = 1L << 30;

    /// <summary>Fetches a file into a folder, from the first home that answers rightly.</summary>
    /// <exception cref="DataException">No home does; the message lists the reasons.</exception>
    public void Fetch(KnownFile file, string folder)
    {
        var reasons = new List<string>();
        foreach (string home in file.Homes)
        {
            string part = Path.Combine(folder, $".{file.Name}.{Guid.NewGuid():N}.part");
            try
            {
                Directory.CreateDirectory(folder);
                Task.Run(() => Receive(home, file, part)).GetAwaiter().GetResult();
                if (file.IsArchive) Unpack(part, folder);
                else File.Move(part, Path.Combine(folder, file.Name), overwrite: true);
                return;
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or UnauthorizedAccessException or OperationCanceledException or InvalidDataException or DataException)
            {
                reasons.Add($"{home}: {(failure is OperationCanceledException ? $"no answer within {patience.TotalSeconds:0} s" : failure.Message)}");
            }
            finally
            {
                Discard(part);
            }
        }
        throw new DataException(string.Join("; ", reasons));
    }

    async Task Receive(string home, KnownFile file, string part)
    {
        using var client = handler is null ? new HttpClient(new SocketsHttpHandler { ConnectTimeout = patience }) : new HttpClient(handler, disposeHandler: false);
        client.Timeout = Timeout.InfiniteTimeSpan;
        using var idle = new CancellationTokenSource(patience);
        using var answer = await client.GetAsync(home, HttpCompletionOption.ResponseHeadersRead, idle.Token).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
        await using var source = await answer.Content.ReadAsStreamAsync(idle.Token).ConfigureAwait(false);
        await using var target = new FileStream(part, FileMode.CreateNew);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        for (int got; (got = await source.ReadAsync(buffer, idle.Token).ConfigureAwait(false)) > 0; idle.CancelAfter(patience))
        {
            hash.AppendData(buffer, 0, got);
            await target.WriteAsync(buffer.AsMemory(0, got), idle.Token).ConfigureAwait(false);
            if (target.Length > file.Bytes) throw new DataException($"sends more than the {file.Bytes} bytes expected");
        }
        if (target.Length != file.Bytes) throw new DataException($"sent {target.Length} bytes, expected {file.Bytes}");
        string found = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (found != file.Sha256) throw new DataException($"sent a file with SHA-256 {found}, expected {file.Sha256}");
    }

    /// <summary>Puts the plain files of a checked archive into a folder, whatever folders the archive has.</summary>
    static void Unpack(string archive, string folder)
    {
        using var zip = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        using var tar = new TarReader(zip);
        long total = 0;
        while (tar.GetNextEntry() is { } entry)
        {
            string name = Path.GetFileName(entry.Name);
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || name.Length == 0) continue;
            if ((total += entry.Length) > MostUnpacked) throw new DataException($"unpacks to more than {MostUnpacked} bytes");
            string part = Path.Combine(folder, $".{name}.part");
            entry.ExtractToFile(part, overwrite: true);
            File.Move(part, Path.Combine(folder, name), overwrite: true);
        }
    }

    static void Discard(string path)
    {
        try { File.Delete(path); }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException) { } // the failure that led here is the one to tell
    }
}
