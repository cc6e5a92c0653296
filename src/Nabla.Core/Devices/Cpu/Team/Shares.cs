namespace Nabla.Devices.Cpu;

/// <summary>The chunks of a job, dealt out in runs of neighbours, one to each thread. Thread t gets the same part of every job of one size, and so finds
/// in its caches what it wrote there before. Whoever has finished takes from the others, from the far end of their runs.</summary>
internal static unsafe class Shares
{
    // A run as one number: its first chunk in the low half, the chunk after its last in the high half. Each lies on cache lines of its own.
    const int Stride = 128;
    const long One = 1, OneAtEnd = 1L << 32;

    static readonly byte* runs = (byte*)NativeMemory.AlignedAlloc(WorkerTeam.MaxThreads * Stride, Stride);
    static int threads;

    /// <summary>Deals out so many chunks to so many threads, while nobody takes any.</summary>
    public static void Deal(int chunks, int count)
    {
        threads = count;
        for (int thread = 0; thread < count; thread++)
        {
            long first = (long)chunks * thread / count, end = (long)chunks * (thread + 1) / count;
            RunOf(thread) = first | end << 32;
        }
    }

    /// <summary>Takes a chunk: the next of a thread's own, or another's last.</summary>
    public static bool TryTake(int thread, out int chunk)
    {
        if (TryTake(ref RunOf(thread), One, out chunk)) return true;
        int count = threads;
        for (int step = 1; step < count; step++)
        {
            int other = thread + step;
            if (TryTake(ref RunOf(other < count ? other : other - count), -OneAtEnd, out chunk)) return true;
        }
        return false;
    }

    /// <summary>Leaves nothing to take.</summary>
    public static void Clear()
    {
        for (int thread = 0; thread < threads; thread++) Interlocked.Exchange(ref RunOf(thread), 0);
    }

    static ref long RunOf(int thread) => ref *(long*)(runs + thread * Stride);

    static bool TryTake(ref long run, long change, out int chunk)
    {
        long seen = Volatile.Read(ref run);
        while ((int)seen < (int)(seen >> 32))
        {
            long found = Interlocked.CompareExchange(ref run, seen + change, seen);
            if (found == seen)
            {
                chunk = change == One ? (int)seen : (int)(seen >> 32) - 1;
                return true;
            }
            seen = found;
        }
        chunk = -1;
        return false;
    }
}
