using System.Diagnostics;

namespace Nabla.Devices.Cpu;

/// <summary>One background thread of the team: helps, spins for a moment in case more comes, and sleeps.</summary>
internal sealed class Worker
{
    readonly int index;
    readonly AutoResetEvent signal = new(false);
    int asleep;
    long moved;

    public Worker(int index)
    {
        this.index = index;
        new Thread(Loop) { IsBackground = true, Name = $"Nabla worker {index + 1}" }.Start();
    }

    public bool IsAsleep => Volatile.Read(ref asleep) != 0;

    /// <summary>Makes sure that the worker looks at the job which was just opened.</summary>
    public void Wake()
    {
        if (Volatile.Read(ref asleep) != 0 && Interlocked.Exchange(ref asleep, 0) != 0) signal.Set();
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] void Loop()
    {
        Spin spin = Spin.Start();
        while (true)
        {
            if (Assignment.TryHelp(index))
            {
                StepAside();
                spin = Spin.Start();
            }
            else if (!spin.Once())
            {
                Sleep();
                StepAside();
                spin = Spin.Start();
            }
        }
    }

    // Outside of jobs, so that nobody waits for it. Not more often than a system's own balancing, which may have had its reasons.
    void StepAside()
    {
        if (Processors.Current != Assignment.CallerProcessor) return;
        long now = Stopwatch.GetTimestamp();
        if (now - moved < Stopwatch.Frequency / 1000) return;
        moved = now;
        Processors.StepAside(Assignment.CallerProcessor, index);
    }

    void Sleep()
    {
        Interlocked.Exchange(ref asleep, 1);
        // A job opened before this point may have been announced to a worker still awake: look once more.
        if (Assignment.TryHelp(index))
            if (Interlocked.Exchange(ref asleep, 0) != 0) return;
        signal.WaitOne();
    }
}
