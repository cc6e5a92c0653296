using Nabla.Devices.Cpu;

namespace Nabla.Tensors;

/// <summary>An array of numbers with a shape. Its structure never changes; verbs such as <c>x.Relu()</c> or <c>a + b</c> make new tensors, and views
/// (slices, transposes) share memory with their source. Nobody disposes tensors: the scope that made one lets go of it.</summary>
public sealed partial class Tensor : IStored
{
    readonly StrongBox<Strides>? strided;
    readonly Shape shape;

    internal Tensor(Storage storage, long offset, in Shape shape, in Strides strides, DataType type)
    {
        Storage = storage;
        Offset = offset;
        this.shape = shape;
        DataType = type;
        if (!strides.AreDense(shape)) strided = new StrongBox<Strides>(strides);
    }

    Tensor(Storage storage, in Shape shape, DataType type) => (Storage, this.shape, DataType) = (storage, shape, type);

    /// <summary>A new dense tensor of uninitialised memory, to be filled by a kernel.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="type">What one element is.</param>
    /// <param name="device">Where it lies; the processor by default.</param>
    /// <param name="origin">What makes it, for messages.</param>
    public static Tensor Empty(in Shape shape, DataType type = DataType.Float32, Device? device = null, string origin = "Tensor.Empty")
    {
        long bytes = shape.Count * type.Size;
        try
        {
            return new Tensor(new Storage(device ?? CpuDevice.Instance, bytes, origin), shape, type);
        }
        catch (OutOfMemoryException failure)
        {
            throw new OutOfMemoryException($"{origin}: {type}{shape} needs {bytes >> 20} MB, more than there is: make the batch or the layer smaller.", failure);
        }
    }

    /// <summary>A new dense tensor of uninitialised memory, of this tensor's type and on its device.</summary>
    public Tensor EmptyLike(in Shape shape, string origin) => Empty(shape, DataType, Device, origin);

    /// <summary>The extents, outermost first.</summary>
    public Shape Shape => shape;

    /// <summary>What one element is.</summary>
    public DataType DataType { get; }

    /// <summary>Where the numbers live.</summary>
    public Device Device => Storage.Device;

    /// <summary>Whether another tensor has the same shape and type and lies on the same device.</summary>
    internal bool IsLike(Tensor other) => IsLike(in other.shape) && DataType == other.DataType && ReferenceEquals(Storage.Device, other.Storage.Device);

    /// <summary>Whether the tensor is of a shape, which is not copied for it.</summary>
    internal bool IsLike(in Shape other) => shape.Rank == other.Rank && shape.Span.SequenceEqual(other.Span);

    /// <summary>Whether the elements lie one after the other in row-major order.</summary>
    public bool IsContiguous => strided is null;

    /// <summary>The number of axes.</summary>
    public int Rank => Shape.Rank;

    /// <summary>The number of elements.</summary>
    public long Count => Shape.Count;

    /// <summary>Whether one number is seen many times.</summary>
    internal bool IsRepeated => strided is { } strides && strides.Value.Span(Rank).TrimStart(0).IsEmpty;

    internal Storage Storage { get; private set; }

    Storage IStored.Storage => Storage;

    internal long Offset { get; private set; }

    // Strides are half of a tensor's size, and those of a dense one follow from its shape.
    internal Strides Strides => strided is null ? Strides.Dense(Shape) : strided.Value;

    /// <summary>Where the numbers begin, for kernels; in row-major order if <see cref="IsContiguous"/>. Valid while the tensor is.</summary>
    public Region Region => new(Storage.Block, Offset);

    /// <summary>The arithmetic of this tensor's device and type: what an operation is made of. Check operands by <see cref="Operand"/> before.</summary>
    public IKernels Kernels => Storage.Device.Kernels(DataType);

    /// <summary>The kernels of a fused operation on this tensor's device and type; null where there are none.</summary>
    public TFamily? Family<TFamily>() where TFamily : class => Storage.Device.Family<TFamily>(DataType);

    // Integers have no kernels of their own: where elements are only moved, their bits travel as real numbers of the same size.
    internal IKernels Movers => Storage.Device.Kernels(DataType.Size == 8 ? DataType.Float64 : DataType.Float32);

    /// <summary>Which result of which tape this is: the tape's number and the slot, or 0.</summary>
    internal long TapeMark { get; set; }

    /// <summary>Takes this tensor out of every scope: it stays readable for as long as somebody refers to it.</summary>
    /// <returns>This tensor.</returns>
    public Tensor Keep()
    {
        _ = Storage.Block;
        Storage.Keep();
        return this;
    }

    /// <summary>The same numbers, of which backward knows nothing.</summary>
    public Tensor Detach() => new(Storage, Offset, Shape, Strides, DataType);

    /// <summary>A view with another shape and strides on the same memory.</summary>
    internal Tensor View(in Shape shape, in Strides strides, long offset) => new(Storage, offset, shape, strides, DataType);

    /// <summary>Type, shape, and the first numbers.</summary>
    public override string ToString()
    {
        if (Storage.IsReleased) return $"{DataType}{Shape} (released)";
        const int shown = 8;
        double[] values = Preview(shown);
        string list = string.Join(", ", values.Select(v => v.ToString("G5", System.Globalization.CultureInfo.InvariantCulture)));
        return $"{DataType}{Shape} {{{list}{(Count > shown ? ", …" : "")}}}";
    }
}
