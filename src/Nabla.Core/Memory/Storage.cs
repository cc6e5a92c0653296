namespace Nabla.Memory;

/// <summary>A block with its owners counted: the scope that made it, each tape node that saved it, each waiting gradient. When the last lets go, the
/// block returns to the pool at once and later reads fail loudly. A storage that was kept, or made outside any scope, is counted no more: it ends as
/// ordinary garbage. Threads may share a storage, so owners come and go by single instructions.</summary>
internal sealed class Storage
{
    readonly Device device;
    readonly string origin;
    Block? block;
    volatile bool isKept;
    int owners = 1;

    public Storage(Device device, long bytes, string origin)
    {
        this.device = device;
        this.origin = origin;
        block = BlockPool.Of(device).Rent(bytes);
        ScopeStack.Current.Register(this);
    }

    public Device Device => device;

    /// <summary>Whether one owner, and no other, holds it: then that one may write to it.</summary>
    public bool HasOneOwner => !isKept && Volatile.Read(ref owners) == 1;

    public bool IsReleased => block is null;

    public Block Block => block ?? throw Released();

    /// <summary>From here on nobody lets go of the block: it lasts for as long as somebody refers to it.</summary>
    public void Keep() => isKept = true;

    public void Retain()
    {
        if (!isKept) Interlocked.Increment(ref owners);
    }

    public void Release()
    {
        if (isKept || Interlocked.Decrement(ref owners) != 0) return;
        if (Interlocked.Exchange(ref block, null) is { } free) BlockPool.Of(device).Return(free);
    }

    InvalidOperationException Released() => new(
        $"The result of {origin} was released when the scope that made it ended (a module call or a training step): " +
        "return it from that scope, or call Keep() on it before the scope ends.");
}
