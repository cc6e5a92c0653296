namespace Nabla.Devices.Cpu;

/// <summary>Where threads run. A system wakes a thread on the processor of its waker, and may leave it there for a hundred jobs: then both share
/// one processor while another idles. A worker that finds itself beside the caller therefore steps aside, and may be moved again by the system.</summary>
internal static unsafe partial class Processors
{
    // Room for 8,192 processors; a system with more refuses, and nobody is moved.
    const int Words = 128;

    /// <summary>The processor that the calling thread runs on.</summary>
    public static int Current => Thread.GetCurrentProcessorId();

    /// <summary>Moves the calling worker to the processor that lies as far after the caller's as its index says, of those it is allowed to use. Does
    /// nothing where there are fewer, or where the system cannot.</summary>
    public static void StepAside(int caller, int worker)
    {
        if (!OperatingSystem.IsLinux() || caller < 0 || caller >= Words * 64) return;
        ulong* allowed = stackalloc ulong[Words], target = stackalloc ulong[Words];
        Clear(allowed);
        if (GetAffinity(0, Words * sizeof(ulong), allowed) != 0) return;
        int steps = worker + 1, processor = caller;
        if (Count(allowed) <= steps) return;
        while (steps > 0)
        {
            processor = (processor + 1) % (Words * 64);
            if ((allowed[processor / 64] >> processor % 64 & 1) != 0) steps--;
        }
        Clear(target);
        target[processor / 64] = 1ul << processor % 64;
        if (SetAffinity(0, Words * sizeof(ulong), target) == 0) _ = SetAffinity(0, Words * sizeof(ulong), allowed);
    }

    static int Count(ulong* mask)
    {
        int count = 0;
        for (int word = 0; word < Words; word++) count += BitOperations.PopCount(mask[word]);
        return count;
    }

    static void Clear(ulong* mask) => new Span<ulong>(mask, Words).Clear();

    // Of the calling thread, which is 0. The size is in bytes.
    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    private static partial int GetAffinity(int thread, nuint size, ulong* mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nuint size, ulong* mask);
}
