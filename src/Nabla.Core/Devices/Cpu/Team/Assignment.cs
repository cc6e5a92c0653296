namespace Nabla.Devices.Cpu;

/// <summary>The job that the team has at hand. A gate lets workers in while chunks remain, so that the caller waits only for those who came: a worker
/// that wakes too late finds the gate shut and holds up no one. The job's fields change only while the gate is shut and nobody is inside.</summary>
internal static unsafe class Assignment
{
    // The gate: bits 0–9 count the workers inside; bits 10–19 tell how many workers may enter (0: shut).
    const int InsideMask = 1023, HelperShift = 10;

    // What every thread writes lies on cache lines of its own.
    [StructLayout(LayoutKind.Explicit, Size = 384)] struct Desk
    {
        [FieldOffset(128)] public int Gate;
        [FieldOffset(256)] public int CallerSleeps;
        [FieldOffset(260)] public int CallerProcessor;
        [FieldOffset(264)] public void* Job;
        [FieldOffset(272)] public delegate*<void*, int, void> Drain;
    }

    static Desk desk;
    static Exception? failure;
    static readonly AutoResetEvent empty = new(false);

    /// <summary>Offers a job to the first <paramref name="helpers"/> workers.</summary>
    public static void Open(delegate*<void*, int, void> drain, void* job, int chunks, int helpers)
    {
        desk.Drain = drain;
        desk.Job = job;
        desk.CallerProcessor = Processors.Current;
        Shares.Deal(chunks, helpers + 1);
        failure = null;
        Interlocked.Exchange(ref desk.Gate, helpers << HelperShift);
    }

    /// <summary>Keeps the first failure and gives away no further chunk.</summary>
    public static void Fail(Exception exception)
    {
        Interlocked.CompareExchange(ref failure, exception, null);
        Shares.Clear();
    }

    /// <summary>The processor that the caller of the newest job ran on.</summary>
    public static int CallerProcessor => desk.CallerProcessor;

    /// <summary>Does a worker's share, if a job is open to it; tells whether one was.</summary>
    public static bool TryHelp(int worker)
    {
        int gate = Volatile.Read(ref desk.Gate);
        while (worker < gate >> HelperShift)
        {
            int seen = Interlocked.CompareExchange(ref desk.Gate, gate + 1, gate);
            if (seen == gate)
            {
                desk.Drain(desk.Job, worker + 1);
                Leave();
                return true;
            }
            gate = seen;
        }
        return false;
    }

    /// <summary>Waits, once no chunk is left to take, until the last worker has left. Returns the first failure.</summary>
    public static Exception? Close()
    {
        Interlocked.And(ref desk.Gate, InsideMask);
        bool interrupted = false;
        Spin spin = Spin.Start();
        while (Volatile.Read(ref desk.Gate) != 0)
        {
            if (spin.Once()) continue;
            Interlocked.Exchange(ref desk.CallerSleeps, 1);
            if (Volatile.Read(ref desk.Gate) != 0) interrupted |= !TryWait();
            Volatile.Write(ref desk.CallerSleeps, 0);
        }
        if (interrupted) Thread.CurrentThread.Interrupt();
        return failure;
    }

    // The job lies on the caller's stack: an interrupt has to wait until nobody works on it.
    static bool TryWait()
    {
        try
        {
            empty.WaitOne();
            return true;
        }
        catch (ThreadInterruptedException)
        {
            return false;
        }
    }

    static void Leave()
    {
        Interlocked.And(ref desk.Gate, InsideMask);
        if (Interlocked.Decrement(ref desk.Gate) == 0 && Volatile.Read(ref desk.CallerSleeps) != 0) empty.Set();
    }
}
