namespace Nabla.Runs;

/// <summary>The end of a run's events, which a resumed run writes again.</summary>
static class RunTail
{
    const int PieceBytes = 1 << 16;

    /// <summary>Drops events of later steps than one, and a torn last line. As a rule they are the end of the file, which is cut in place; otherwise
    /// the file is written anew.</summary>
    /// <returns>The seconds of training that what is left took.</returns>
    public static double Drop(RunFolder folder, long step)
    {
        var reader = new RunReader(folder);
        bool dropped = false, mixed = false;
        long end = 0;
        double seconds = 0;
        foreach (RunEvent happened in reader.ReadNew())
        {
            dropped |= happened.Step > step;
            if (happened.Step > step) continue;
            mixed |= dropped;
            end = reader.Position;
            seconds = Math.Max(seconds, happened.Seconds);
        }
        if (mixed) Rewrite(folder, step);
        else
        {
            using var file = new FileStream(folder.Events, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 0);
            file.SetLength(end);
        }
        return seconds;
    }

    static void Rewrite(RunFolder folder, long step) => AtomicFile.Write(folder.Events, stream =>
    {
        var kept = new ArrayBufferWriter<byte>();
        foreach (RunEvent happened in RunReader.Read(folder).Where(e => e.Step <= step))
        {
            using var json = new Utf8JsonWriter(kept, EventLine.Format);
            EventLine.Write(json, happened, happened.Seconds);
            kept.Write("\n"u8);
            if (kept.WrittenCount < PieceBytes) continue;
            stream.Write(kept.WrittenSpan);
            kept.ResetWrittenCount();
        }
        stream.Write(kept.WrittenSpan);
    });
}
