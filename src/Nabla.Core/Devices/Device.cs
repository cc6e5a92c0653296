namespace Nabla.Devices;

/// <summary>Where blocks live and kernels run.</summary>
public abstract class Device
{
    static int count;

    readonly FamilyTable families;

    /// <summary>Registers a device under a name such as "cpu".</summary>
    protected Device(string name)
    {
        Name = name;
        Index = Interlocked.Increment(ref count) - 1;
        families = new(MakeFamily);
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

    /// <summary>The kernels of a fused operation, such as <see cref="ISoftmaxKernels"/>, for a data type; null where the device has none: then the
    /// operation is composed of others.</summary>
    [MethodImpl(AggressiveInlining)] public TFamily? Family<TFamily>(DataType type) where TFamily : class => families.Find<TFamily>(type);

    /// <summary>Gives the device the kernels of an operation, or others than it had. They are made once for each data type; null for one that they do not serve.</summary>
    public void Add<TFamily>(Func<DataType, TFamily?> make) where TFamily : class => families.Add(make);

    /// <summary>Makes the kernels of a family that nobody has added; null where the device has none of its own.</summary>
    protected virtual object? MakeFamily(Type family, DataType type) => null;

    /// <summary>Copies bytes from a block, beginning at an offset in bytes, to the caller.</summary>
    public abstract void Read(Block block, long offset, Span<byte> target);

    /// <summary>Bytes of a block to look at while it is kept: where they lie, if the caller can reach them there, else a copy.</summary>
    internal virtual ReadOnlySpan<byte> Look(Block block, long offset, int length)
    {
        var bytes = new byte[length];
        Read(block, offset, bytes);
        return bytes;
    }

    /// <summary>Copies bytes from the caller into a block, beginning at an offset in bytes.</summary>
    public abstract void Write(Block block, long offset, ReadOnlySpan<byte> source);
}
