namespace Nabla.Files;

/// <summary>Replaces a file so that a crash at any instant leaves the old content or the new, never a mixture: write to a temporary file in the same
/// folder, flush it to disk, rename it over the old one, flush again. Of several writers at once the last to end is read.</summary>
/// <remarks>POSIX asks for fsync of the folder to make the rename itself durable, but .NET opens no handle on a folder. The file's handle is flushed
/// a second time after the rename instead: renaming changes the inode, so that journalling file systems (ext4, XFS, btrfs, APFS) commit the rename
/// with it. Without that commit a power cut could bring the old content back, whole; it can never tear the file.</remarks>
public static class AtomicFile
{
    /// <summary>Replaces the file by what <paramref name="write"/> writes; on an error the old content stays.</summary>
    /// <exception cref="FileException">Disk full, no permission, folder missing.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string target = Path.GetFullPath(path), temporary = $"{target}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, 1 << 16);
            write(file);
            file.Flush(flushToDisk: true);
            File.Move(temporary, target, overwrite: true);
            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }
        catch (Exception error)
        {
            Discard(temporary);
            if (FileException.IsFileError(error)) throw FileException.From(error, "write", path);
            throw;
        }
    }

    /// <summary>Replaces the file by text in UTF-8.</summary>
    /// <exception cref="FileException">Disk full, no permission, folder missing.</exception>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Deletes the temporary files that killed writers left, of files below a folder that nobody else writes now.</summary>
    /// <param name="folder">Where to look.</param>
    /// <param name="names">What the files that were to be written are called, such as <c>*.safetensors</c>.</param>
    public static void DiscardLeft(string folder, string names)
    {
        foreach (string temporary in Directory.EnumerateFiles(folder, names + "*.tmp", SearchOption.AllDirectories)) Discard(temporary);
    }

    static void Discard(string temporary)
    {
        try { File.Delete(temporary); }
        catch (Exception error) when (FileException.IsFileError(error)) { } // no more than room is lost
    }
}
