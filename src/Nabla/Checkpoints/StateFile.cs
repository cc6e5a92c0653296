namespace Nabla.Checkpoints;

/// <summary>Named tensors to and from a safetensors file, which is written in full or not at all.</summary>
public static class StateFile
{
    const int Piece = 1 << 16;

    /// <summary>Writes the tensors: to a temporary file, flushed to disk, then renamed.</summary>
    /// <exception cref="FileException">The disk is full, or the place cannot be written.</exception>
    public static void Write(string path, IEnumerable<(string Name, Tensor Value)> state, IReadOnlyDictionary<string, string> metadata)
    {
        var writer = new SafetensorsWriter(metadata);
        foreach ((string name, Tensor value) in state) writer.Add(name, value.DataType, value.Shape, stream => Write(value, stream));
        AtomicFile.Write(path, writer.Write);
    }

    /// <summary>Reads the tensors in place.</summary>
    /// <exception cref="CheckpointException">One is missing, or has another shape or type than the model says.</exception>
    public static void Read(SafetensorsFile file, IEnumerable<(string Name, Tensor Value)> into)
    {
        foreach ((string name, Tensor value) in into) Read(file, name, value);
    }

    /// <summary>Has fresh parameters begin at the tensors of their paths.</summary>
    /// <exception cref="CheckpointException">One is missing, or has another shape or type than the model says.</exception>
    public static void Begin(SafetensorsFile file, IEnumerable<Parameter> parameters)
    {
        foreach (Parameter parameter in parameters)
        {
            Check(file, file[parameter.Path], parameter.Shape, parameter.DataType);
            Tensor value = Tensor.Zeros(parameter.Shape, parameter.DataType, parameter.Device).Keep();
            Read(file, parameter.Path, value);
            parameter.Begin(value);
        }
    }

    static void Read(SafetensorsFile file, string name, Tensor value)
    {
        SafetensorsEntry entry = file[name];
        Check(file, entry, value.Shape, value.DataType);
        Tensor dense = value.IsContiguous ? value : value.EmptyLike(value.Shape, "StateFile.Read");
        dense.Device.Write(dense.Region.Block, dense.Region.Offset * dense.DataType.Size, file.ReadBytes(entry));
        if (dense != value) dense.CopyInto(value);
    }

    static void Check(SafetensorsFile file, SafetensorsEntry entry, Shape shape, DataType type)
    {
        if (entry.Shape != shape || entry.Type.DataType != type)
            throw new CheckpointException(file.Path,
                $"'{entry.Name}' is {entry.Type} {entry.Shape}, the model expects {type} {shape}", "use the recipe that the file was trained with");
    }

    // Piece by piece: a copy of all weights at every checkpoint would lie in memory long after.
    static void Write(Tensor value, Stream stream)
    {
        Tensor dense = value.Contiguous();
        long at = dense.Region.Offset * dense.DataType.Size, end = at + dense.Count * dense.DataType.Size;
        byte[] room = ArrayPool<byte>.Shared.Rent(Piece);
        for (; at < end; at += Piece)
        {
            Span<byte> piece = room.AsSpan(0, (int)Math.Min(Piece, end - at));
            dense.Device.Read(dense.Region.Block, at, piece);
            stream.Write(piece);
        }
        ArrayPool<byte>.Shared.Return(room);
    }
}
