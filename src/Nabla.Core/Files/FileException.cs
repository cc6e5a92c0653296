namespace Nabla.Files;

/// <summary>A file or folder cannot be made, read or written. The message names the place, what is wrong, and the remedy.</summary>
public class FileException : Exception
{
    // errno of Linux and macOS, and the codes of Windows, as .NET puts them into HResult.
    const int NoSpace = 28, ReadOnlyFileSystem = 30, QuotaLinux = 122, QuotaMac = 69;
    const int DiskFullWindows = unchecked((int)0x80070070), HandleDiskFullWindows = unchecked((int)0x80070027);

    /// <summary>An error with this message.</summary>
    public FileException(string message, Exception? cause = null) : base(message, cause)
    {
    }

    /// <summary>True for the errors that files and folders throw.</summary>
    public static bool IsFileError(Exception error) =>
        error is IOException or UnauthorizedAccessException or NotSupportedException or System.Security.SecurityException;

    /// <summary>Says what a file error means; <paramref name="action"/> reads like "write", "make", "read".</summary>
    public static FileException From(Exception error, string action, string path)
    {
        if (error is FileException already) return already;
        string remedy = (error, error.HResult) switch
        {
            (_, NoSpace or QuotaLinux or QuotaMac or DiskFullWindows or HandleDiskFullWindows) =>
                "the disk is full (or the quota used up). Free some space, then continue with --resume",
            (_, ReadOnlyFileSystem) => "the disk is read-only. Choose another folder with --out",
            (UnauthorizedAccessException or System.Security.SecurityException, _) =>
                "no permission. Mend the permissions, or choose another folder with --out",
            (FileNotFoundException or DirectoryNotFoundException, _) => "it does not exist. Check the path",
            (PathTooLongException, _) => "the path is too long. Choose a shorter one",
            _ => error.Message.TrimEnd('.'),
        };
        return new($"Cannot {action} '{path}': {remedy}.", error);
    }
}
