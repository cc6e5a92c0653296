using System.Runtime.ExceptionServices;

namespace Nabla.Devices.Cpu;

/// <summary>The threads that share a kernel's work. The caller works too; the others spin for a moment after each job and then sleep. One job runs at
/// a time: a call from inside a chunk, or from a second thread while the team is busy, runs on its own thread. Chunks are the caller's, cut by size,
/// so results do not depend on <see cref="Threads"/>.</summary>
internal static unsafe class WorkerTeam
{
    /// <summary>The most threads that share a job.</summary>
    internal const int MaxThreads = 256;

    const string Variable = "NABLA_THREADS";

    static readonly Worker?[] workers = new Worker?[MaxThreads - 1];
    static int threads;
    static int busy, hired;

    /// <summary>How many threads share a job, the caller included: 1 to 256. At first the variable NABLA_THREADS, or the processor count.</summary>
    public static int Threads
    {
        get => threads != 0 ? threads : threads = FromEnvironment();
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxThreads);
            threads = value;
        }
    }

    /// <summary>Whether all workers hired so far sleep.</summary>
    internal static bool IsAsleep => workers.Take(hired).All(worker => worker!.IsAsleep);

    /// <summary>Runs every chunk of a job and returns when all are done. The job must lie on the caller's stack. The first exception of a chunk is
    /// thrown here; chunks that no one had begun by then are left out.</summary>
    public static void Run<TJob>(int chunks, ref TJob job) where TJob : struct, IChunked
    {
        if (chunks > 1 && Threads > 1 && Interlocked.CompareExchange(ref busy, 1, 0) == 0)
        {
            RunTogether(chunks, ref job);
            return;
        }
        for (int chunk = 0; chunk < chunks; chunk++) job.Run(chunk);
    }

    // The caller is thread 0, the workers are those after it.
    static void RunTogether<TJob>(int chunks, ref TJob job) where TJob : struct, IChunked
    {
        Exception? failure;
        try
        {
            int helpers = Hire(Math.Min(threads, chunks) - 1);
            Assignment.Open(&Drain<TJob>, Unsafe.AsPointer(ref job), chunks, helpers);
            for (int i = 0; i < helpers; i++) workers[i]!.Wake();
            Drain<TJob>(Unsafe.AsPointer(ref job), 0);
            failure = Assignment.Close();
        }
        finally
        {
            Volatile.Write(ref busy, 0);
        }
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    // Where the system gives no more threads, the team stays as large as it is.
    static int Hire(int wanted)
    {
        while (hired < wanted)
        {
            try
            {
                workers[hired] = new Worker(hired);
                hired++;
            }
            catch (OutOfMemoryException)
            {
                return hired;
            }
        }
        return wanted;
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] static void Drain<TJob>(void* job, int thread) where TJob : struct, IChunked
    {
        try
        {
            while (Shares.TryTake(thread, out int chunk)) Unsafe.AsRef<TJob>(job).Run(chunk);
        }
        catch (Exception exception)
        {
            Assignment.Fail(exception);
        }
    }

    static int FromEnvironment()
    {
        string? text = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(text)) return Math.Clamp(Environment.ProcessorCount, 1, MaxThreads);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= MaxThreads
            ? count
            : throw new InvalidOperationException($"{Variable} expects a whole number from 1 to {MaxThreads}, got '{text}': correct or unset the variable.");
    }
}
