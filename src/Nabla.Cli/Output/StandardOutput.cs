using Microsoft.Win32.SafeHandles;

namespace Nabla.Cli.Output;

/// <summary>Where results go.</summary>
static class StandardOutput
{
    /// <summary>Standard output as the console has it; a pipe directly, since the console hides that its reader has gone.</summary>
    public static TextWriter Open() => Pipe() is { } pipe ? new LossyWriter(new StreamWriter(pipe, new UTF8Encoding(false)) { AutoFlush = true }) : Console.Out;

    static FileStream? Pipe()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected) return null;
        try
        {
            var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return stream.CanSeek ? null : stream;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
