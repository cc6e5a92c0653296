using Nabla.Devices;

namespace Nabla.Memory;

/// <summary>
/// A block with its owners counted: the scope that made it, each tape node that saved it, each waiting gradient.
/// When the last lets go, the block returns to the pool at once and later reads fail loudly.
/// A storage that was kept, or made outside any scope, has an owner for good: it ends as ordinary garbage.
/// </summary>
internal sealed class Storage
{
    readonly Device device;
    readonly string origin;
    Block? block;
    int owners = 1;

    public Storage(Device device, long bytes, string origin)
    {
        this.device = device;
        this.origin = origin;
        block = BlockPool.Of(device).Rent(bytes);
        ScopeStack.Current.Register(this);
    }

    public Device Device => device;

    public int Owners => owners;

    public bool IsReleased => block is null;

    public Block Block => block ?? throw Released();

    public void Retain() => owners++;

    public void Release()
    {
        if (--owners > 0 || block is null) return;
        BlockPool.Of(device).Return(block);
        block = null;
    }

    InvalidOperationException Released() => new(
        $"The result of {origin} was released when the scope that made it ended (a module call or a training step): " +
        "return it from that scope, or call Keep() on it before the scope ends.");
}

/// <summary>Something with a storage that may leave a scope: a tensor.</summary>
internal interface IStored
{
    Storage Storage { get; }
}
