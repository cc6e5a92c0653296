namespace Nabla.Devices.Cpu;

/// <summary>Asks the system to back large blocks with large pages, so that a walk over them does not wait for an address translation every 4 KB. Where
/// the system has none, or has them by default, nothing changes.</summary>
internal static unsafe partial class HugePages
{
    /// <summary>Bytes of a large page; blocks of fewer than four gain nothing.</summary>
    const long Page = 2 << 20, Least = 4 * Page;

    // MADV_HUGEPAGE of Linux.
    const int Advice = 14;

    /// <summary>Advises the whole pages of a block that has not been written to yet.</summary>
    public static void Advise(byte* start, long bytes)
    {
        if (bytes < Least || !OperatingSystem.IsLinux()) return;
        long first = ((long)start + Page - 1) & ~(Page - 1), end = ((long)start + bytes) & ~(Page - 1);
        if (end > first) _ = MemoryAdvice((void*)first, (nuint)(end - first), Advice);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int MemoryAdvice(void* address, nuint length, int advice);
}
