namespace Nabla.Operations;

/// <summary>Copies: strided to dense, several into one, one type to another.</summary>
public static class CopyOperation
{
    extension(Tensor x)
    {
        /// <summary>x itself if its elements lie densely in row-major order, else a dense copy.</summary>
        public Tensor Contiguous() => x.IsContiguous ? x : x.Copy();

        /// <summary>A dense copy.</summary>
        public Tensor Copy()
        {
            Tensor y = x.EmptyLike(x.Shape, "Copy");
            x.CopyInto(y);
            if (Tape.Current is { } tape && tape.Link(x) is { IsNeeded: true } link) tape.Append(y, new CopyNode(link));
            return y;
        }

        /// <summary>The elements converted to another type, rounded towards zero if it is an integer type. Conversion between real types passes the gradient on.</summary>
        public Tensor To(DataType type)
        {
            if (type == x.DataType) return x;
            Tensor y = Convert(x, type);
            if (type.IsFloat && Tape.Current is { } tape && tape.Link(x) is { IsNeeded: true } link) tape.Append(y, new ToNode(link, x.DataType, x.Device));
            return y;
        }

        /// <summary>The elements on another device; x itself if they lie there. The gradient comes back.</summary>
        public Tensor To(Device device)
        {
            if (device == x.Device) return x;
            Tensor y = Moved(x.Contiguous(), device);
            if (Tape.Current is { } tape && tape.Link(x) is { IsNeeded: true } link) tape.Append(y, new ToNode(link, x.DataType, x.Device));
            return y;
        }
    }

    extension(Tensor)
    {
        /// <summary>Joins tensors along an existing axis; the other extents must agree.</summary>
        /// <exception cref="ArgumentException">There are none, or types or extents differ.</exception>
        public static Tensor Concatenate(ReadOnlySpan<Tensor> parts, int axis = 0)
        {
            if (parts.Length == 0) throw new ArgumentException("Concatenate: expected at least one tensor, got none.");
            Tensor first = parts[0];
            axis = first.Shape.Axis(axis);
            int extent = 0;
            foreach (Tensor part in parts)
            {
                Operand.RequireLike(first, part, "Concatenate", "every part");
                if (part.Rank != first.Rank || part.Shape.With(axis, 0) != first.Shape.With(axis, 0))
                    throw new ArgumentException($"Concatenate: parts must agree but for axis {axis}, got {first.Shape} and {part.Shape}.");
                extent = checked(extent + part.Shape[axis]);
            }
            return Join(parts, first.EmptyLike(first.Shape.With(axis, extent), "Concatenate"), axis);
        }

        /// <summary>Joins tensors of one shape along a new axis.</summary>
        public static Tensor Stack(ReadOnlySpan<Tensor> parts, int axis = 0)
        {
            var lifted = new Tensor[parts.Length];
            for (int i = 0; i < parts.Length; i++) lifted[i] = parts[i].Unsqueeze(axis);
            return Tensor.Concatenate(lifted, axis);
        }
    }

    static Tensor Join(ReadOnlySpan<Tensor> parts, Tensor y, int axis)
    {
        var links = new Link[parts.Length];
        var extents = new int[parts.Length];
        for (int i = 0, start = 0; i < parts.Length; start += extents[i++])
        {
            extents[i] = parts[i].Shape[axis];
            if (axis == 0 && parts[i].IsContiguous) CopyDense(parts[i], new(y.Region.Block, y.Region.Offset + start * y.Shape.CountOf(1, y.Rank)));
            else parts[i].CopyInto(SliceOperation.Part(y, axis, start, extents[i]));
            if (Tape.Current is { } recording) links[i] = recording.Link(parts[i]);
        }
        if (Tape.Current is { } tape && Array.Exists(links, link => link.IsNeeded)) tape.Append(y, new ConcatenateNode(links, extents, axis));
        return y;
    }

    static void CopyDense(Tensor x, Region target)
    {
        if (x.Count <= int.MaxValue) x.Movers.Copy(x.Region, [1], target, [1], [(int)x.Count], accumulate: false);
        else x.Movers.Copy(x.Region, x.Strides.Span(x.Rank), target, x.Strides.Span(x.Rank), x.Shape.Span, accumulate: false);
    }

    static Tensor Moved(Tensor x, Device device)
    {
        Tensor y = Tensor.Empty(x.Shape, x.DataType, device, "To");
        var bytes = new byte[x.Count * x.DataType.Size];
        x.Device.Read(x.Region.Block, x.Region.Offset * x.DataType.Size, bytes);
        device.Write(y.Region.Block, 0, bytes);
        return y;
    }

    static Tensor Convert(Tensor x, DataType type)
    {
        if (x.Device.Family<IConvertKernels>(DataType.Float32) is not { } kernels) return ByHost(x, type);
        Tensor dense = Tape.Pause(x.Contiguous), y = Tensor.Empty(x.Shape, type, x.Device, "To");
        kernels.Convert(dense.Region, x.DataType, y.Region, type, x.Count);
        return y;
    }

    static Tensor ByHost(Tensor x, DataType type) => x.DataType switch
    {
        DataType.Float32 => ByHost(x.ToArray<float>(), x, type),
        DataType.Float64 => ByHost(x.ToArray<double>(), x, type),
        DataType.Int32 => ByHost(x.ToArray<int>(), x, type),
        _ => ByHost(x.ToArray<long>(), x, type),
    };

    static Tensor ByHost<T>(T[] values, Tensor x, DataType type) where T : unmanaged, System.Numerics.INumber<T> => type switch
    {
        DataType.Float32 => Tensor.From(Array.ConvertAll(values, float.CreateTruncating), x.Shape, x.Device),
        DataType.Float64 => Tensor.From(Array.ConvertAll(values, double.CreateTruncating), x.Shape, x.Device),
        DataType.Int32 => Tensor.From(Array.ConvertAll(values, int.CreateSaturating), x.Shape, x.Device),
        _ => Tensor.From(Array.ConvertAll(values, long.CreateSaturating), x.Shape, x.Device),
    };

    sealed class CopyNode(Link link) : Node
    {
        public override string Name => "Copy";
        public override void Backward(Tape tape, Tensor gradient) => tape.Add(link, gradient);
    }

    sealed class ToNode(Link link, DataType type, Device device) : Node
    {
        public override string Name => "To";
        public override void Backward(Tape tape, Tensor gradient) => tape.Add(link, gradient.To(type).To(device));
    }

    sealed class ConcatenateNode(Link[] links, int[] extents, int axis) : Node
    {
        public override string Name => "Concatenate";

        public override void Backward(Tape tape, Tensor gradient)
        {
            for (int i = 0, start = 0; i < links.Length; start += extents[i++])
                if (links[i].IsNeeded) tape.Add(links[i], SliceOperation.Part(gradient, axis, start, extents[i]));
        }
    }
}
