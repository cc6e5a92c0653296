using System.Runtime.CompilerServices;
using Nabla.Devices;
using Nabla.Memory;

namespace Nabla.Tensors;

/// <summary>
/// An array of numbers with a shape. Its structure never changes; verbs such as <c>x.Relu()</c> or <c>a + b</c> make new tensors,
/// and views (slices, transposes) share memory with their source. Nobody disposes tensors: the scope that made one lets go of it.
/// </summary>
public sealed partial class Tensor : IStored
{
    readonly StrongBox<Strides>? strided;

    internal Tensor(Storage storage, long offset, in Shape shape, in Strides strides, DataType type)
    {
        Storage = storage;
        Offset = offset;
        Shape = shape;
        DataType = type;
        if (!strides.AreDense(shape)) strided = new StrongBox<Strides>(strides);
    }

    Tensor(Storage storage, in Shape shape, DataType type) => (Storage, Shape, DataType) = (storage, shape, type);

    /// <summary>A new dense tensor of uninitialised memory.</summary>
    internal static Tensor Rent(in Shape shape, DataType type, Device device, string origin)
    {
        long bytes = shape.Count * type.Size;
        try
        {
            return new Tensor(new Storage(device, bytes, origin), shape, type);
        }
        catch (OutOfMemoryException failure)
        {
            throw new OutOfMemoryException($"{origin}: {type}{shape} needs {bytes >> 20} MB, more than there is: make the batch or the layer smaller.", failure);
        }
    }

    /// <summary>A new dense tensor of uninitialised memory on this tensor's device.</summary>
    internal Tensor RentLike(in Shape shape, string origin) => Rent(shape, DataType, Device, origin);

    /// <summary>The extents, outermost first.</summary>
    public Shape Shape { get; }

    /// <summary>What one element is.</summary>
    public DataType DataType { get; }

    /// <summary>Where the numbers live.</summary>
    public Device Device => Storage.Device;

    /// <summary>Whether the elements lie one after the other in row-major order.</summary>
    public bool IsContiguous => strided is null;

    /// <summary>The number of axes.</summary>
    public int Rank => Shape.Rank;

    /// <summary>The number of elements.</summary>
    public long Count => Shape.Count;

    internal Storage Storage { get; private set; }

    Storage IStored.Storage => Storage;

    internal long Offset { get; private set; }

    // Strides are half of a tensor's size, and those of a dense one follow from its shape.
    internal Strides Strides => strided is null ? Strides.Dense(Shape) : strided.Value;

    internal Region Region => new(Storage.Block, Offset);

    internal IKernels Kernels => Storage.Device.Kernels(DataType);

    // Integers have no kernels of their own: where elements are only moved, their bits travel as real numbers of the same size.
    internal IKernels Movers => Storage.Device.Kernels(DataType.Size == 8 ? DataType.Float64 : DataType.Float32);

    /// <summary>Which result of which tape this is: the tape's number and the slot, or 0.</summary>
    internal long TapeMark { get; set; }

    internal Leaf? Leaf { get; private set; }

    /// <summary>Whether backward adds up a gradient for this tensor: true for parameters.</summary>
    public bool RequiresGradient => Leaf is not null;

    /// <summary>What backward has added up for this tensor since it was last cleared, or null if it requires no gradient.</summary>
    public Tensor? Gradient
    {
        get
        {
            Leaf?.Settle();
            return Leaf?.Gradient;
        }
    }

    /// <summary>Asks backward for a gradient of this tensor, and keeps it.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="InvalidOperationException">It holds integers, is not contiguous, or is the result of a recorded operation.</exception>
    public Tensor RequireGradient()
    {
        if (!DataType.IsFloat) throw new InvalidOperationException($"RequireGradient: expected real numbers, got {DataType}: integers have no gradient.");
        if (!IsContiguous) throw new InvalidOperationException("RequireGradient: expected a contiguous tensor, got a view: call Contiguous() first.");
        if (TapeMark != 0) throw new InvalidOperationException("RequireGradient: this is the result of a recorded operation: call it on the inputs, or on Detach().");
        if (Leaf is null)
        {
            Keep();
            Leaf = new Leaf(RentLike(Shape, "RequireGradient").Keep());
        }
        return this;
    }

    /// <summary>Makes the gradient count as zero, without touching its memory.</summary>
    public void ClearGradient()
    {
        if (Leaf is not null) Leaf.IsZero = true;
    }

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

    /// <summary>Moves a parameter and its gradient to places in shared arenas; the values must have been copied there already.</summary>
    internal void Rebind(Tensor place, Tensor gradientPlace)
    {
        Storage = place.Storage;
        Offset = place.Offset;
        Leaf = new Leaf(gradientPlace);
    }

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void RequireFloat(Tensor x, string operation)
    {
        if (!x.DataType.IsFloat) throw new ArgumentException($"{operation}: expected real numbers, got {x.DataType}{x.Shape}: convert with To(DataType.Float32).");
    }
}
