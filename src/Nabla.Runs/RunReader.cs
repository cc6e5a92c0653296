namespace Nabla.Runs;

/// <summary>Reads the events of a run, also while it is being written: every call of <see cref="ReadNew"/> gives what has come since the last. A line
/// without its end waits for the rest; damaged lines are skipped and counted; unknown kinds and fields come through.</summary>
public sealed class RunReader(RunFolder folder)
{
    // A longer line is no event that anyone wrote, and is skipped without being held.
    const int LongestLine = 1 << 26;

    byte[] buffer = new byte[1 << 16];
    byte[] lastLine = [];
    long next;
    bool skips;

    /// <summary>Lines that were no events.</summary>
    public int Damaged { get; private set; }

    /// <summary>How often the file was rewritten below what had been read (a run resumed at an earlier step): each time, all
    /// events are given again from the start, and what was read before no longer counts.</summary>
    public int Restarts { get; private set; }

    /// <summary>Where the line after the last event begins.</summary>
    internal long Position => next;

    /// <summary>All events of a run, from the start; streaming.</summary>
    public static IEnumerable<RunEvent> Read(RunFolder folder) => new RunReader(folder).ReadNew();

    /// <summary>The events written since the last call.</summary>
    /// <exception cref="RunException">The file cannot be read.</exception>
    public IEnumerable<RunEvent> ReadNew()
    {
        using var file = Open();
        if (file is null)
        {
            if (next > 0) Restart();
            yield break;
        }
        if (!Continues(file)) Restart();
        file.Position = next;
        int held = 0;
        while (Fill(file, held) is > 0 and int read)
        {
            int end = held + read, start = 0;
            while (Array.IndexOf(buffer, (byte)'\n', start, end - start) is >= 0 and int stop)
            {
                if (Take(start, stop) is { } happened) yield return happened;
                start = stop + 1;
            }
            held = end - start;
            Array.Copy(buffer, start, buffer, 0, held);
            if (held < LongestLine) continue;
            (skips, lastLine, next, held) = (true, [], next + held, 0);
        }
    }

    FileStream? Open()
    {
        if (!File.Exists(folder.Events) && Directory.Exists(folder.Path)) return null;
        return Guarded(() => PlainFile.Length(folder.Events) == 0 ? null
            : new FileStream(folder.Events, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0));
    }

    // What was read last must still stand where it stood.
    bool Continues(FileStream file)
    {
        if (file.Length < next) return false;
        var there = new byte[lastLine.Length];
        file.Position = next - lastLine.Length;
        return Guarded(() => file.ReadAtLeast(there, there.Length, throwOnEndOfStream: false)) == there.Length && there.AsSpan().SequenceEqual(lastLine);
    }

    void Restart()
    {
        (next, lastLine, skips, Damaged) = (0, [], false, 0);
        Restarts++;
    }

    int Fill(FileStream file, int held)
    {
        if (held == buffer.Length) Array.Resize(ref buffer, 2 * held);
        return Guarded(() => file.Read(buffer, held, buffer.Length - held));
    }

    T Guarded<T>(Func<T> read)
    {
        try { return read(); }
        catch (Exception error) when (FileException.IsFileError(error)) { throw FileException.From(error, "read", folder.Events); }
    }

    RunEvent? Take(int start, int stop)
    {
        next += stop + 1 - start;
        lastLine = buffer[start..(stop + 1)];
        var happened = skips ? null : EventLine.Read(buffer.AsMemory(start, stop - start));
        if (happened is null && (skips || stop > start)) Damaged++;
        skips = false;
        return happened;
    }
}
