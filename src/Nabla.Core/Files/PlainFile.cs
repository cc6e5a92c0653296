namespace Nabla.Files;

/// <summary>Tells files that hold bytes from what only looks like one: opening a pipe would wait for a writer, a device may never end.</summary>
public static class PlainFile
{
    /// <summary>The bytes of the file that a path leads to, over links. 0 for an empty file, and for a pipe, socket or device, which have no length:
    /// nothing is opened to find out.</summary>
    /// <exception cref="FileNotFoundException">There is no such file, or it is a folder.</exception>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static long Length(string path)
    {
        var file = new FileInfo(path);
        return (file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file).Length;
    }

    /// <summary>What to say of a file that has to hold something, but has no length.</summary>
    public const string Nothing = "is empty (0 bytes), or no plain file (a pipe, a socket, a device): give a file that holds something";
}
