using Nabla.Data;
using Nabla.Data.Samplers;
using Nabla.Testing;

namespace Nabla.Tests.Data;

public class LoaderTests
{
    /// <summary>Example i is (i, i mod 10); reading may wait, fail or be counted.</summary>
    sealed class Counting(long? count, Action<long>? before = null) : Dataset("counting", count, Field.Reals([3]), Field.Numbered(10))
    {
        public int Reads;

        protected override void Fill(long index, Cells input, Cells target)
        {
            Interlocked.Increment(ref Reads);
            before?.Invoke(index);
            if (!input.IsEmpty) input.Floats.Fill(index);
            if (!target.IsEmpty) target.Integers[0] = (int)(index % 10);
        }
    }

    static List<float> Contents(Loader loader)
    {
        var all = new List<float>();
        foreach (var batch in loader)
        {
            all.Add(batch.Step);
            all.AddRange(batch.Inputs.Floats);
            foreach (int label in batch.Targets.Integers) all.Add(label);
        }
        return all;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Any_number_of_workers_gives_the_same_batches(int workers)
    {
        var slow = new Counting(103, i => { if (i % 5 == 0) Thread.Yield(); });
        var sampler = new ShuffledSampler(103, 8, seed: 4);
        var direct = Contents(new Loader(new Counting(103), sampler, endStep: 40, workers: 0));
        Assert.Equal(direct, Contents(new Loader(slow, sampler, endStep: 40, workers: workers)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void It_begins_at_any_step(int workers)
    {
        var sampler = new ShuffledSampler(50, 8, seed: 4);
        var whole = Contents(new Loader(new Counting(50), sampler, endStep: 20, workers: workers));
        var rest = Contents(new Loader(new Counting(50), sampler, firstStep: 13, endStep: 20, workers: workers));
        Assert.Equal(whole.TakeLast(rest.Count), rest);
        Assert.Equal(13, rest[0]);
    }

    [Fact]
    public void A_batch_that_no_array_holds_is_refused()
    {
        var wide = new ArrayDataset("wide", Column.Of(new float[1 << 16], [1 << 16]), Column.Of(new int[1], Field.Numbered(2)));
        Assert.Contains("make the batch smaller", Assert.Throws<DataException>(() => new Loader(wide, new ReplacementSampler(1, 1 << 15, 0))).Message);
    }

    [Fact]
    public void Once_goes_through_everything_in_order()
    {
        var seen = new List<long>();
        foreach (var batch in Loader.Once(new Counting(10), 4))
        {
            seen.AddRange(batch.Indices);
            Assert.Equal([batch.Count, 3], batch.InputTensor().Shape);
            Assert.Equal([batch.Count], batch.TargetTensor().Shape);
        }
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (long)i), seen);
        Assert.Throws<ArgumentException>(() => Loader.Once(new Counting(null), 4));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_failing_example_is_named_when_its_step_comes(int workers)
    {
        var broken = new Counting(null, i => { if (i == 21) throw new InvalidOperationException("torn page"); });
        using var loader = new Loader(broken, new StreamSampler(4), workers: workers);
        for (int step = 0; step < 5; step++) Assert.True(loader.MoveNext());
        for (int attempt = 0; attempt < 2; attempt++)
        {
            string message = Assert.Throws<DataException>(() => loader.MoveNext()).Message;
            Assert.Contains("example 21", message);
            Assert.Contains("torn page", message);
        }
    }

    [Fact]
    public void Workers_sleep_when_the_ring_is_full()
    {
        var source = new Counting(null);
        using var loader = new Loader(source, new StreamSampler(10), workers: 2, slots: 4);
        Patience.Until(() => loader.SleepingWorkers == 2);
        Assert.Equal(40, source.Reads);
        loader.MoveNext();
        Patience.Until(() => loader.SleepingWorkers == 2);
        Assert.Equal(40, source.Reads); // the first batch is still in use
        loader.MoveNext();
        Patience.Until(() => source.Reads == 50 && loader.SleepingWorkers == 2);
    }

    [Fact]
    public void A_batch_is_not_touched_while_it_is_current()
    {
        using var loader = new Loader(new Counting(null), new StreamSampler(4), workers: 3, slots: 4);
        for (int step = 0; step < 200; step++)
        {
            loader.MoveNext();
            if (step % 20 == 0) Patience.Until(() => loader.SleepingWorkers == 3); // they have done all that they may
            Assert.Equal(step, loader.Current.Step);
            Assert.Equal(4f * step, loader.Current.Inputs.Floats[0]);
            Assert.Equal(4f * step + 3, loader.Current.Inputs.Floats[11]);
        }
    }

    [Fact]
    public async Task Dispose_ends_the_threads_and_a_waiting_consumer()
    {
        using ManualResetEventSlim gate = new(), reading = new();
        var loader = new Loader(new Counting(null, i =>
        {
            if (i < 8) return;
            reading.Set();
            gate.Wait();
        }), new StreamSampler(4), workers: 1);
        var consumer = Task.Run(() => { while (loader.MoveNext()) { } });
        reading.Wait();
        Patience.Until(() => loader.IsAwaited);
        var disposing = Task.Run(loader.Dispose);
        // Woken although the worker still reads.
        Assert.IsNotType<TimeoutException>(await Assert.ThrowsAnyAsync<Exception>(() => consumer.WaitAsync(Patience.Limit)));
        gate.Set();
        await disposing;
        Assert.True(consumer.IsFaulted || consumer.IsCanceled);
        Assert.Throws<ObjectDisposedException>(() => loader.MoveNext());
    }

    [Fact]
    public async Task Cancellation_wakes_a_waiting_consumer()
    {
        using var stop = new CancellationTokenSource();
        using var gate = new ManualResetEventSlim();
        using var loader = new Loader(new Counting(null, _ => gate.Wait()), new StreamSampler(4), workers: 1, stop: stop.Token);
        var consumer = Task.Run(loader.MoveNext);
        Patience.Until(() => loader.IsAwaited);
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => consumer.WaitAsync(Patience.Limit));
        gate.Set();
    }

    [Fact]
    public void A_forgotten_loader_lets_its_threads_go()
    {
        var source = Forget();
        bool Ended()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return !source.IsAlive;
        }
        Patience.Until(Ended);

        static WeakReference Forget()
        {
            var counting = new Counting(null);
            new Loader(counting, new StreamSampler(4), workers: 2).MoveNext();
            return new(counting);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_step_allocates_nothing(int workers) => OwnProcess.Run(() =>
    {
        using var loader = new Loader(new Counting(1000), new ShuffledSampler(1000, 16, 1), workers: workers);
        for (int i = 0; i < 50; i++) loader.MoveNext();
        long before = GC.GetAllocatedBytesForCurrentThread(), whole = GC.GetTotalAllocatedBytes(true);
        for (int i = 0; i < 500; i++) loader.MoveNext();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        if (workers == 1) Assert.InRange(GC.GetTotalAllocatedBytes(true) - whole, 0, 1 << 14); // what the runtime itself makes at times
    }, [workers]);

    [Fact]
    public void Sets_in_memory_need_no_thread()
    {
        var set = new ArrayDataset("a", Column.Of(new float[6], [2]), Column.Of([0, 1, 0], Field.Numbered(2)));
        Assert.True(set.IsImmediate);
        Assert.Equal(4 + 6 * 3, Contents(new Loader(set, new SequentialSampler(3, 2), endStep: 4)).Count);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Loader(new Counting(4), new StreamSampler(1), firstStep: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Loader(new Counting(4), new StreamSampler(1), slots: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Loader(new Counting(4), new StreamSampler(1), workers: -1));
    }
}
