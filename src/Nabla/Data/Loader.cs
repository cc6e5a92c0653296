namespace Nabla.Data;

/// <summary>Batch after batch: <c>foreach (Batch batch in new Loader(dataset, sampler))</c>. Sets whose examples cost something to make are read
/// ahead by worker threads into a fixed ring; sets in memory are read at once, without a thread. Nothing is allocated per batch, and the batches are
/// the same for any number of workers.</summary>
public sealed class Loader : IDisposable
{
    const int MostWorkers = 1024, MostSlots = 1 << 16;

    readonly Batch? direct;
    readonly PrefetchRing? ring;
    readonly CancellationTokenRegistration cancellation;
    readonly long first, end;
    long next;
    bool disposed;

    /// <summary>Starts to load.</summary>
    /// <param name="dataset">Where examples come from.</param>
    /// <param name="sampler">Which examples make up the batch of a step.</param>
    /// <param name="firstStep">The step to begin with: where a resumed training stands.</param>
    /// <param name="endStep">The step to stop before; null: never.</param>
    /// <param name="workers">Threads that read ahead; 0 reads in <see cref="MoveNext"/> itself; null: 1, or 0 if reading is immediate.</param>
    /// <param name="slots">Batches in the ring, at least 2.</param>
    /// <param name="augmentations">What changes the examples, one after the other; nothing if null.</param>
    /// <param name="stop">Ends waiting and threads.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="DataException">An augmentation cannot change such examples.</exception>
    public Loader(Dataset dataset, Sampler sampler, long firstStep = 0, long? endStep = null, int? workers = null, int slots = 4,
        IReadOnlyList<Augmentation>? augmentations = null, CancellationToken stop = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstStep);
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(slots, MostSlots);
        int threads = workers ?? (dataset.IsImmediate && augmentations is not { Count: > 0 } ? 0 : 1);
        ArgumentOutOfRangeException.ThrowIfNegative(threads, nameof(workers));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, MostWorkers, nameof(workers));
        foreach (Augmentation augmentation in augmentations ?? []) augmentation.Check(dataset);
        (first, next, end) = (firstStep, firstStep, endStep ?? long.MaxValue);
        Batch Make() => new(dataset, sampler, augmentations ?? []);
        if (threads == 0) direct = Make();
        else ring = new PrefetchRing(Make, firstStep, end, threads, Math.Max(slots, threads + 1));
        var stopping = ring;
        cancellation = stop.Register(() => stopping?.Stop());
        Stop = stop;
    }

    /// <summary>Every example once, in its own order: for evaluation.</summary>
    /// <exception cref="ArgumentException">The dataset is endless.</exception>
    public static Loader Once(Dataset dataset, int batchSize)
    {
        long count = dataset.Count ?? throw new ArgumentException($"Dataset '{dataset.Name}' is endless: take a part of it to go through once.");
        var sampler = new SequentialSampler(count, (int)Math.Min(batchSize, count));
        return new(dataset, sampler, endStep: sampler.StepsPerEpoch);
    }

    /// <summary>Goes back to the first step, for another time through; false where threads read ahead: then a new loader is needed.</summary>
    internal bool TryRewind()
    {
        if (disposed || direct is null) return false;
        next = first;
        return true;
    }

    /// <summary>Threads that wait for a batch to be given back.</summary>
    internal int SleepingWorkers => ring?.Sleeping ?? 0;

    /// <summary>Whether somebody waits for a batch that is not read yet.</summary>
    internal bool IsAwaited => ring?.IsAwaited ?? false;

    CancellationToken Stop { get; }

    /// <summary>The batch that <see cref="MoveNext"/> arrived at, valid until the next call.</summary>
    /// <exception cref="InvalidOperationException">There is none, before the first move and after the last.</exception>
    public Batch Current { get => field ?? throw new InvalidOperationException("The loader stands at no batch: call MoveNext first."); private set; }

    /// <summary>Moves to the next step's batch; false at the end.</summary>
    /// <exception cref="DataException">An example of this step cannot be read; the message names it.</exception>
    /// <exception cref="OperationCanceledException">Loading was stopped.</exception>
    public bool MoveNext()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        Stop.ThrowIfCancellationRequested();
        if (next >= end) return false;
        Current = ring is null ? LoadDirect() : ring.Take(next);
        next++;
        return true;
    }

    Batch LoadDirect()
    {
        direct!.Load(next);
        return direct;
    }

    /// <summary>The loader itself, for <c>foreach</c>.</summary>
    public Loader GetEnumerator() => this;

    /// <summary>Ends the threads and waits for them.</summary>
    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        cancellation.Dispose();
        ring?.Stop();
        ring?.Join(TimeSpan.FromSeconds(5));
        GC.SuppressFinalize(this);
    }

    /// <summary>A forgotten loader does not leave its threads behind: they hold the ring, not the loader.</summary>
    ~Loader() => ring?.Stop();
}
