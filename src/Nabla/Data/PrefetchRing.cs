namespace Nabla.Data;

/// <summary>A fixed ring of batches that worker threads fill ahead of one consumer. Step s always lives in slot s mod size, and its content depends
/// on s alone, so the number of workers changes nothing but time. Full ring: the workers sleep.</summary>
sealed class PrefetchRing
{
    readonly object gate = new();
    readonly Batch[] slots;
    readonly long[] ready;
    readonly Exception?[] failures;
    readonly Thread[] threads;
    readonly long end;
    long claimed, current;
    int sleeping;
    bool stopped, awaited;

    public PrefetchRing(Func<Batch> makeBatch, long first, long end, int workers, int size)
    {
        this.end = end;
        slots = [.. Enumerable.Range(0, size).Select(_ => makeBatch())];
        ready = new long[size];
        Array.Fill(ready, -1);
        failures = new Exception?[size];
        claimed = current = first;
        threads = [.. Enumerable.Range(0, workers).Select(i => new Thread(Work) { IsBackground = true, Name = $"nabla-data-{i}" })];
        foreach (var thread in threads) thread.Start();
    }

    /// <summary>The batch of a step; frees those of earlier steps. Waits until it is filled.</summary>
    public Batch Take(long step)
    {
        int slot = (int)(step % slots.Length);
        lock (gate)
        {
            current = step;
            Monitor.PulseAll(gate);
            awaited = true;
            while (ready[slot] != step && !stopped) Monitor.Wait(gate);
            awaited = false;
            if (stopped) throw new OperationCanceledException("The loader was stopped while a batch was awaited.");
            if (failures[slot] is { } failure) throw new DataException(failure.Message, failure);
            return slots[slot];
        }
    }

    /// <summary>Workers that find the ring full.</summary>
    public int Sleeping { get { lock (gate) return claimed - current >= slots.Length ? sleeping : 0; } }

    /// <summary>Whether the consumer waits.</summary>
    public bool IsAwaited { get { lock (gate) return awaited; } }

    /// <summary>Tells workers and consumer to leave; returns at once.</summary>
    public void Stop()
    {
        lock (gate)
        {
            stopped = true;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Waits until the workers have left; a read that hangs is given up after the time.</summary>
    public void Join(TimeSpan patience)
    {
        foreach (var thread in threads) thread.Join(patience);
    }

    void Work()
    {
        while (Claim() is long step and >= 0)
        {
            int slot = (int)(step % slots.Length);
            Exception? failure = null;
            try { slots[slot].Load(step); }
            catch (Exception raised) { failure = raised; } // thrown again where the consumer waits for this step
            lock (gate)
            {
                (failures[slot], ready[slot]) = (failure, step);
                Monitor.PulseAll(gate);
            }
        }
    }

    /// <summary>The next step to fill, once its slot is free; −1 when there is nothing left to do.</summary>
    long Claim()
    {
        lock (gate)
        {
            sleeping++;
            while (!stopped && claimed < end && claimed - current >= slots.Length) Monitor.Wait(gate);
            sleeping--;
            return stopped || claimed >= end ? -1 : claimed++;
        }
    }
}
