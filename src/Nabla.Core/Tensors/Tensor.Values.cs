namespace Nabla.Tensors;

public sealed partial class Tensor
{
    // Elements that are handed over at once: their bytes must be a number that an int holds.
    const int Piece = 1 << 27;

    /// <summary>The elements in row-major order, copied to a new array.</summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not the element type.</exception>
    public T[] ToArray<T>() where T : unmanaged
    {
        var values = new T[checked((int)Count)];
        CopyTo<T>(values);
        return values;
    }

    /// <summary>Copies the elements in row-major order.</summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not the element type, or the target has another length.</exception>
    public void CopyTo<T>(Span<T> target) where T : unmanaged
    {
        Expect<T>("CopyTo", target.Length);
        Tensor dense = IsContiguous ? this : Dense();
        for (long at = 0; at < target.Length; at += Piece)
            Device.Read(dense.Storage.Block, (dense.Offset + at) * DataType.Size, MemoryMarshal.AsBytes(target.Slice((int)at, (int)Math.Min(Piece, target.Length - at))));
    }

    /// <summary>Overwrites the elements, in row-major order. Only for tensors that no recorded operation has read.</summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not the element type, the source has another length, or the tensor is a strided view.</exception>
    public void CopyFrom<T>(ReadOnlySpan<T> source) where T : unmanaged
    {
        Expect<T>("CopyFrom", source.Length);
        if (!IsContiguous) throw new InvalidOperationException($"CopyFrom: expected a contiguous tensor, got a view of shape {Shape}: write to its source.");
        for (long at = 0; at < source.Length; at += Piece)
            Device.Write(Storage.Block, (Offset + at) * DataType.Size, MemoryMarshal.AsBytes(source.Slice((int)at, (int)Math.Min(Piece, source.Length - at))));
    }

    /// <summary>The only element, as a double.</summary>
    /// <exception cref="InvalidOperationException">There is not exactly one element.</exception>
    public double ToScalar() => Count == 1 ? DataType switch
    {
        DataType.Float32 => Only<float>(),
        DataType.Float64 => Only<double>(),
        DataType.Int32 => Only<int>(),
        _ => Only<long>(),
    } : throw new InvalidOperationException($"ToScalar: expected one element, got shape {Shape}: reduce it first, for example by Mean().");

    /// <summary>A tensor of the given numbers.</summary>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    public static Tensor From<T>(ReadOnlySpan<T> values, Shape shape, Device? device = null) where T : unmanaged
    {
        if (values.Length != shape.Count) throw new ArgumentException($"Tensor.From: shape {shape} has {shape.Count} elements, got {values.Length}.");
        Tensor tensor = Empty(shape, DataTypes.Of<T>(), device, "Tensor.From");
        tensor.CopyFrom(values);
        return tensor;
    }

    /// <inheritdoc cref="From{T}(ReadOnlySpan{T}, Shape, Device?)"/>
    public static Tensor From<T>(T[] values, Shape shape, Device? device = null) where T : unmanaged => From((ReadOnlySpan<T>)values, shape, device);

    /// <summary>A vector of the given numbers.</summary>
    public static Tensor From<T>(params T[] values) where T : unmanaged => From((ReadOnlySpan<T>)values, [values.Length]);

    /// <summary>A tensor filled with one number.</summary>
    public static Tensor Full(Shape shape, double value, DataType type = DataType.Float32, Device? device = null)
    {
        Tensor tensor = Empty(shape, type, device, "Tensor.Full");
        if (type.IsFloat) tensor.Kernels.Fill(tensor.Region, shape.Count, value);
        else if (type == DataType.Int32) tensor.CopyFrom<int>(Enumerable.Repeat((int)value, (int)shape.Count).ToArray());
        else tensor.CopyFrom<long>(Enumerable.Repeat((long)value, (int)shape.Count).ToArray());
        return tensor;
    }

    /// <summary>Zeros.</summary>
    public static Tensor Zeros(Shape shape, DataType type = DataType.Float32, Device? device = null) => Full(shape, 0, type, device);

    /// <summary>Ones.</summary>
    public static Tensor Ones(Shape shape, DataType type = DataType.Float32, Device? device = null) => Full(shape, 1, type, device);

    /// <summary>One number, as a tensor of rank 0.</summary>
    public static Tensor Scalar(double value, DataType type = DataType.Float32, Device? device = null) => Full([], value, type, device);

    void Expect<T>(string operation, int length) where T : unmanaged
    {
        if (DataTypes.Of<T>() != DataType) throw new InvalidOperationException($"{operation}: the tensor holds {DataType}, not {typeof(T).Name}: use the element type, or convert with To().");
        if (length != Count) throw new InvalidOperationException($"{operation}: shape {Shape} has {Count} elements, got a span of {length}.");
    }

    T Only<T>() where T : unmanaged
    {
        Span<T> only = stackalloc T[1];
        CopyTo(only);
        return only[0];
    }

    Tensor Dense()
    {
        Tensor dense = EmptyLike(Shape, "a copy");
        CopyInto(dense);
        return dense;
    }

    /// <summary>Copies the elements to a tensor of this shape and type, or adds them to its own. Nothing is recorded.</summary>
    /// <exception cref="ArgumentException">The target has another shape or type, lies on another device, or repeats its elements; or integers are to be added.</exception>
    public void CopyInto(Tensor target, bool accumulate = false)
    {
        Operand.RequireLike(this, target, Shape, "CopyInto", "a target");
        if (accumulate) Operand.RequireReal(this, "CopyInto, adding");
        for (int axis = 0; target.strided is { } view && axis < Rank; axis++)
            if (view.Value[axis] == 0 && Shape[axis] > 1)
                throw new ArgumentException($"CopyInto: elements of the target {target.DataType}{Shape} share memory: it was expanded, so give a Copy() of it.");
        Movers.Copy(Region, Strides.Span(Rank), target.Region, target.Strides.Span(Rank), Shape.Span, accumulate);
    }

    double[] Preview(int count)
    {
        Tensor head = Count <= count || !IsContiguous ? this : new Tensor(Storage, Offset, [count], Strides.Dense([count]), DataType);
        IEnumerable<double> all = DataType switch
        {
            DataType.Float32 => head.ToArray<float>().Select(v => (double)v),
            DataType.Float64 => head.ToArray<double>(),
            DataType.Int32 => head.ToArray<int>().Select(v => (double)v),
            _ => head.ToArray<long>().Select(v => (double)v),
        };
        return [.. all.Take(count)];
    }
}
