using System.Diagnostics;

namespace Nabla.Runs;

/// <summary>Appends events to a run. Lines reach the file within a second, so that a spectator can follow, and a process killed at any instant loses
/// at most that second and tears at most the last line. One process at a time writes a run.</summary>
public sealed class RunWriter : IDisposable
{
    const int FlushBytes = 1 << 16, WouldBlockLinux = 11, WouldBlockMac = 35, SharingWindows = unchecked((int)0x80070020);
    static readonly TimeSpan FlushEvery = TimeSpan.FromSeconds(1);

    readonly RunFolder folder;
    readonly FileStream file, held;
    readonly ArrayBufferWriter<byte> buffer = new(), line = new();
    readonly Utf8JsonWriter json;
    readonly Timer timer;
    readonly Stopwatch clock = Stopwatch.StartNew();
    readonly double secondsBefore;
    readonly Lock gate = new();
    FileException? failure;
    bool closed, armed;

    RunWriter(RunFolder folder, FileStream held, double secondsBefore)
    {
        (this.folder, this.held, this.secondsBefore) = (folder, held, secondsBefore);
        file = new FileStream(folder.Events, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 0);
        json = new Utf8JsonWriter(line, EventLine.Format);
        timer = new Timer(_ => FlushLater());
    }

    /// <summary>Seconds of training so far, earlier sittings of a resumed run included: what events without a time get.</summary>
    public double Seconds => secondsBefore + clock.Elapsed.TotalSeconds;

    /// <summary>Begins the events of a new run.</summary>
    /// <exception cref="FileException">The folder cannot be written; as a <see cref="RunException"/>, it has events already, or another process writes it.</exception>
    public static RunWriter Start(RunFolder folder) => Open(folder, () => File.Exists(folder.Events) && PlainFile.Length(folder.Events) > 0
        ? throw new RunException($"'{folder.Path}' already has events: continue it with --resume, or choose another --out.")
        : 0);

    /// <summary>Continues a run after step <paramref name="step"/>: a torn last line and all events of later steps are dropped, so that no step
    /// occurs twice. Events of the step itself stay: evaluate before saving the checkpoint.</summary>
    /// <exception cref="RunException">The folder cannot be written, or another process writes it.</exception>
    public static RunWriter Resume(RunFolder folder, long step) => Open(folder, () => RunTail.Drop(folder, step));

    static RunWriter Open(RunFolder folder, Func<double> prepare)
    {
        FileStream? held = null;
        try
        {
            held = Hold(folder);
            CheckPlain(folder.Events);
            return new RunWriter(folder, held, prepare());
        }
        catch (Exception error)
        {
            held?.Dispose();
            throw error is not RunException && FileException.IsFileError(error) ? FileException.From(error, "write", folder.Events) : error;
        }
    }

    // To write a pipe would wait for its reader; to read and write it waits for nobody.
    static void CheckPlain(string path)
    {
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, 0);
        if (!file.CanSeek) throw new RunException($"'{path}' is no plain file (a pipe, a socket, a device): remove it, or choose another --out.");
    }

    // The system gives the lock back when the process dies, however it dies.
    static FileStream Hold(RunFolder folder)
    {
        try
        {
            return new FileStream(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error.HResult is SharingWindows or WouldBlockLinux or WouldBlockMac)
        {
            throw new RunException($"'{folder.Path}' is being written by another process: wait for it, or choose another --out.", error);
        }
    }

    /// <summary>Appends an event.</summary>
    /// <exception cref="FileException">The disk is full or the folder gone; from then on every call says so.</exception>
    public void Write(RunEvent happened)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            if (failure is not null) throw failure;
            line.ResetWrittenCount();
            json.Reset(line);
            EventLine.Write(json, happened, double.IsNaN(happened.Seconds) ? Seconds : happened.Seconds);
            buffer.Write(line.WrittenSpan);
            buffer.Write("\n"u8);
            if (buffer.WrittenCount >= FlushBytes) WriteOut(toDisk: false);
            else if (!armed) armed = timer.Change(FlushEvery, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Hands all events to the system; <paramref name="toDisk"/> also waits for the disk, as before a checkpoint.</summary>
    /// <exception cref="FileException">The disk is full or the folder gone.</exception>
    public void Flush(bool toDisk = false)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            WriteOut(toDisk);
        }
    }

    void FlushLater()
    {
        lock (gate)
        {
            armed = false;
            if (closed || failure is not null) return;
            try
            {
                WriteOut(toDisk: false);
            }
            catch (FileException)
            {
                // Kept in `failure`: the next call on the training's own thread throws it.
            }
        }
    }

    void WriteOut(bool toDisk)
    {
        if (failure is not null) throw failure;
        try
        {
            if (buffer.WrittenCount > 0) file.Write(buffer.WrittenSpan);
            buffer.ResetWrittenCount();
            if (toDisk) file.Flush(flushToDisk: true);
        }
        catch (Exception error) when (FileException.IsFileError(error))
        {
            throw failure = FileException.From(error, "write", folder.Events);
        }
    }

    /// <summary>Writes what is left and gives the run free. Errors at this point were thrown by earlier calls, or are thrown now.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (closed) return;
            closed = true;
            timer.Dispose();
            try
            {
                if (failure is null) WriteOut(toDisk: true);
            }
            finally
            {
                file.Dispose();
                held.Dispose();
            }
        }
    }
}
