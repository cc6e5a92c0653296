using System.Collections.Concurrent;

namespace Nabla.Memory;

/// <summary>Free blocks of a device by exact size. Fresh memory is dear (the system clears and maps each page on first touch), and training asks for
/// the same sizes again and again.</summary>
internal sealed class BlockPool(Device device)
{
    const int Granularity = 64;
    static readonly ConcurrentDictionary<int, BlockPool> pools = new();
    static BlockPool? first;

    readonly Dictionary<long, Stack<Block>> free = [];
    readonly Lock gate = new();
    readonly long idleLimit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;
    long idleBytes;

    /// <summary>The pool of a device.</summary>
    public static BlockPool Of(Device device)
    {
        BlockPool? pool = first;
        return pool is not null && pool.Device == device ? pool : Find(device);
    }

    public Device Device => device;

    /// <summary>Blocks made because no free one fitted.</summary>
    public long Misses { get; private set; }

    /// <summary>Bytes rented and not returned: kept blocks count for ever.</summary>
    public long UsedBytes { get; private set; }

    /// <summary>The most bytes in use at once since <see cref="ResetPeak"/>.</summary>
    public long PeakBytes { get; private set; }

    public void ResetPeak() => PeakBytes = UsedBytes;

    /// <summary>Has the peak at no less than what was seen before it was reset: measures may lie one in the other.</summary>
    public void RaisePeak(long bytes) => PeakBytes = Math.Max(PeakBytes, bytes);

    public Block Rent(long bytes)
    {
        long size = Math.Max(Granularity, (bytes + Granularity - 1) / Granularity * Granularity);
        lock (gate)
        {
            if (free.TryGetValue(size, out Stack<Block>? stack) && stack.TryPop(out Block? block))
            {
                idleBytes -= size;
                Use(size);
                return block;
            }
        }
        return Make(size);
    }

    // Counted once it is there: a block that does not fit into memory leaves the pool as it was, but for what lay idle.
    Block Make(long size)
    {
        Block block;
        try
        {
            block = device.Allocate(size);
        }
        catch (OutOfMemoryException) when (TryDrop())
        {
            block = device.Allocate(size);
        }
        lock (gate)
        {
            Misses++;
            Use(size);
        }
        return block;
    }

    void Use(long size)
    {
        UsedBytes += size;
        if (UsedBytes > PeakBytes) PeakBytes = UsedBytes;
    }

    public void Return(Block block)
    {
        lock (gate)
        {
            UsedBytes -= block.Bytes;
            if (idleBytes + block.Bytes > idleLimit) Drop();
            if (!free.TryGetValue(block.Bytes, out Stack<Block>? stack)) free[block.Bytes] = stack = new Stack<Block>();
            stack.Push(block);
            idleBytes += block.Bytes;
        }
    }

    // Sizes that are no longer asked for would stay for ever: past the limit the garbage collector gets all that is idle.
    void Drop()
    {
        free.Clear();
        idleBytes = 0;
    }

    bool TryDrop()
    {
        lock (gate)
        {
            bool any = idleBytes > 0;
            Drop();
            return any;
        }
    }

    static BlockPool Find(Device device)
    {
        BlockPool pool = pools.GetOrAdd(device.Index, _ => new BlockPool(device));
        first ??= pool;
        return pool;
    }
}
