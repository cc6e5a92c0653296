using System.Runtime.CompilerServices;
using Nabla.Devices.Cpu;
using Nabla.Testing;

namespace Nabla.Core.Tests.Devices.Cpu;

/// <summary>The team is one for the whole process: whoever changes its size runs alone.</summary>
[CollectionDefinition(nameof(WorkerTeam), DisableParallelization = true)]
public sealed class WorkerTeamCollection;

[Collection(nameof(WorkerTeam))]
public sealed unsafe class WorkerTeamTests : IDisposable
{
    readonly int before = WorkerTeam.Threads;

    public void Dispose() => WorkerTeam.Threads = before;

    struct Count : IChunked
    {
        public int* Counts;
        public readonly void Run(int chunk) => Interlocked.Increment(ref Counts[chunk]);
    }

    struct Fail : IChunked
    {
        public int* Runs;
        public int At;
        public readonly void Run(int chunk)
        {
            Interlocked.Increment(ref *Runs);
            if (chunk == At) throw new InvalidDataException($"chunk {chunk}");
        }
    }

    struct Nest : IChunked
    {
        public int* Counts;
        public int Inner;
        public readonly void Run(int chunk)
        {
            Count inner = new() { Counts = Counts + chunk * Inner };
            WorkerTeam.Run(Inner, ref inner);
        }
    }

    /// <summary>Chunk 0 waits until another chunk has run, which only a second thread can do.</summary>
    struct Meet : IChunked
    {
        public int* Arrived;
        public readonly void Run(int chunk)
        {
            Interlocked.Increment(ref *Arrived);
            SpinWait.SpinUntil(Arrive, Patience.Limit);
        }
        readonly bool Arrive() => Volatile.Read(ref *Arrived) > 1;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(64)]
    public void Every_chunk_runs_once(int threads)
    {
        WorkerTeam.Threads = threads;
        int* counts = stackalloc int[300];
        foreach (int chunks in (int[])[0, 1, 2, 3, 64, 300])
        {
            new Span<int>(counts, 300).Clear();
            Count job = new() { Counts = counts };
            WorkerTeam.Run(chunks, ref job);
            for (int i = 0; i < 300; i++) Assert.Equal(i < chunks ? 1 : 0, counts[i]);
        }
    }

    [Fact]
    public void Two_threads_work_at_the_same_time()
    {
        WorkerTeam.Threads = 2;
        int arrived = 0;
        Meet job = new() { Arrived = &arrived };
        WorkerTeam.Run(2, ref job);
        Assert.Equal(2, arrived);
    }

    [Fact]
    public void Many_tiny_jobs_lose_no_chunk_while_the_size_changes()
    {
        int* counts = stackalloc int[8];
        new Span<int>(counts, 8).Clear();
        Count job = new() { Counts = counts };
        const int Jobs = 20_000;
        for (int i = 0; i < Jobs; i++)
        {
            if (i % 100 == 0) WorkerTeam.Threads = 1 + i / 100 % 7;
            WorkerTeam.Run(8, ref job);
        }
        for (int i = 0; i < 8; i++) Assert.Equal(Jobs, counts[i]);
    }

    [Fact]
    public void Jobs_reach_workers_that_fell_asleep()
    {
        WorkerTeam.Threads = 2;
        for (int i = 0; i < 5; i++)
        {
            Patience.Until(() => WorkerTeam.IsAsleep);
            int arrived = 0;
            Meet job = new() { Arrived = &arrived };
            WorkerTeam.Run(2, ref job);
            Assert.Equal(2, arrived);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void An_exception_reaches_the_caller_and_the_team_survives(int threads)
    {
        WorkerTeam.Threads = threads;
        int* counts = stackalloc int[40];
        new Span<int>(counts, 40).Clear();
        int* runs = stackalloc int[1];
        for (int at = 0; at < 20; at++)
        {
            *runs = 0;
            InvalidDataException thrown = Assert.Throws<InvalidDataException>(() => RunFail(runs, at));
            Assert.Equal($"chunk {at}", thrown.Message);
            Assert.InRange(*runs, 1, 20);
            Count job = new() { Counts = counts };
            WorkerTeam.Run(40, ref job);
        }
        for (int i = 0; i < 40; i++) Assert.Equal(20, counts[i]);
    }

    static void RunFail(int* runs, int at)
    {
        Fail job = new() { Runs = runs, At = at };
        WorkerTeam.Run(20, ref job);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_job_inside_a_chunk_runs_inline(int threads)
    {
        WorkerTeam.Threads = threads;
        int* counts = stackalloc int[12 * 9];
        new Span<int>(counts, 12 * 9).Clear();
        Nest job = new() { Counts = counts, Inner = 9 };
        WorkerTeam.Run(12, ref job);
        for (int i = 0; i < 12 * 9; i++) Assert.Equal(1, counts[i]);
    }

    [Fact]
    public void Callers_on_several_threads_do_not_disturb_each_other()
    {
        WorkerTeam.Threads = 3;
        Parallel.For(0, 8, _ =>
        {
            int* counts = stackalloc int[16];
            new Span<int>(counts, 16).Clear();
            Count job = new() { Counts = counts };
            for (int i = 0; i < 500; i++) WorkerTeam.Run(16, ref job);
            for (int i = 0; i < 16; i++) Assert.Equal(500, counts[i]);
        });
    }

    [Fact]
    public void A_job_allocates_nothing()
    {
        WorkerTeam.Threads = 2;
        int* counts = stackalloc int[4];
        RunOften(counts);
        long start = GC.GetAllocatedBytesForCurrentThread();
        RunOften(counts);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - start);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void RunOften(int* counts)
    {
        Count job = new() { Counts = counts };
        for (int i = 0; i < 200; i++) WorkerTeam.Run(4, ref job);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(257)]
    public void A_team_has_1_to_256_threads(int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkerTeam.Threads = threads);

    /// <summary>The caller's chunk ends as soon as a worker has begun its own, which lasts until the caller has waited for it for a while.</summary>
    struct Late : IChunked
    {
        public int* Begun, Ended;
        public Thread Caller;

        public readonly void Run(int chunk)
        {
            Interlocked.Increment(ref *Begun);
            if (Thread.CurrentThread == Caller) while (!HaveBoth()) Thread.SpinWait(20);
            else
            {
                for (int waited = 0; waited < 1000; Thread.Yield()) waited = (Caller.ThreadState & ThreadState.WaitSleepJoin) != 0 ? waited + 1 : 0;
                Interlocked.Increment(ref *Ended);
            }
        }

        readonly bool HaveBoth() => Volatile.Read(ref *Begun) == 2;
    }

    [Fact]
    public void An_interrupt_waits_until_no_worker_is_left_in_the_job()
    {
        WorkerTeam.Threads = 2;
        bool interrupted = false;
        int atReturn = -1;
        var caller = new Thread(() =>
        {
            Thread.CurrentThread.Interrupt();
            atReturn = RunLate();
            try { Thread.CurrentThread.Join(1); }
            catch (ThreadInterruptedException) { interrupted = true; }
        });
        caller.Start();
        Assert.True(caller.Join(Patience.Limit));
        Assert.Equal((1, true), (atReturn, interrupted));
    }

    static int RunLate()
    {
        int begun = 0, ended = 0;
        Late job = new() { Begun = &begun, Ended = &ended, Caller = Thread.CurrentThread };
        WorkerTeam.Run(2, ref job);
        return ended;
    }
}
