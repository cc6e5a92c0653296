namespace Nabla.Devices;

/// <summary>Where blocks live and kernels run.</summary>
public abstract class Device
{
    static int count;

    /// <summary>Registers a device under a name such as "cpu".</summary>
    protected Device(string name)
    {
        Name = name;
        Index = Interlocked.Increment(ref count) - 1;
    }

    /// <summary>The device's name, for messages.</summary>
    public string Name { get; }

    /// <summary>A small number, distinct for each device.</summary>
    internal int Index { get; }

    /// <summary>Fresh memory, uninitialised.</summary>
    public abstract Block Allocate(long bytes);

    /// <summary>The arithmetic for a real data type.</summary>
    /// <exception cref="NotSupportedException">The type does not hold real numbers.</exception>
    public abstract IKernels Kernels(DataType type);

    /// <summary>Copies bytes from a block, beginning at an offset in bytes, to the caller.</summary>
    public abstract void Read(Block block, long offset, Span<byte> target);

    /// <summary>Copies bytes from the caller into a block, beginning at an offset in bytes.</summary>
    public abstract void Write(Block block, long offset, ReadOnlySpan<byte> source);
}
