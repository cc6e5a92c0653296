namespace Nabla.Devices.Cpu;

/// <summary>Items cut into chunks of one size. The size follows from the problem alone, never from the number of threads, so that every sum is taken
/// in the same order whoever takes it.</summary>
internal readonly struct Cut
{
    /// <summary>Elements in one chunk of ordinary work, some tens of microseconds: below it, handing work out costs more than it gains.</summary>
    public const long Grain = 65536;

    readonly long items;

    /// <summary>Items in every chunk but the last.</summary>
    public long Size { get; }

    Cut(long items, long size)
    {
        this.items = items;
        Size = size;
    }

    /// <summary>Cuts so many items, each of <paramref name="work"/> elements, into chunks of about <paramref name="grain"/> elements.</summary>
    public static Cut Of(long items, long work, long grain = Grain) => new(items, Math.Max(1, grain / Math.Max(1, work)));

    /// <summary>How many chunks there are.</summary>
    public int Count => checked((int)((items + Size - 1) / Size));

    /// <summary>The first item of a chunk.</summary>
    public long First(int chunk) => chunk * Size;

    /// <summary>The item after a chunk's last.</summary>
    public long End(int chunk) => Math.Min(items, (chunk + 1) * Size);
}
