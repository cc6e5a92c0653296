using System.Runtime.InteropServices;
using Nabla.Devices;
using Nabla.Runs;
using Nabla.Tensors;

namespace Nabla.Checkpoints;

/// <summary>Named tensors to and from a safetensors file, which is written in full or not at all.</summary>
public static class StateFile
{
    /// <summary>Writes the tensors: to a temporary file, flushed to disk, then renamed.</summary>
    /// <exception cref="RunException">The disk is full, or the place cannot be written.</exception>
    public static void Write(string path, IEnumerable<(string Name, Tensor Value)> state, IReadOnlyDictionary<string, string> metadata)
    {
        var writer = new SafetensorsWriter(metadata);
        foreach ((string name, Tensor value) in state) writer.Add(name, value.DataType, value.Shape, stream => stream.Write(Bytes(value)));
        AtomicFile.Write(path, writer.Write);
    }

    /// <summary>Reads the tensors in place.</summary>
    /// <exception cref="CheckpointException">One is missing, or has another shape or type than the model says.</exception>
    public static void Read(SafetensorsFile file, IEnumerable<(string Name, Tensor Value)> into)
    {
        foreach ((string name, Tensor value) in into)
        {
            SafetensorsEntry entry = file[name];
            if (entry.Shape != value.Shape || entry.Type.DataType != value.DataType)
                throw new CheckpointException(file.Path, $"'{name}' is {entry.Type} {entry.Shape}, the model expects {value.DataType} {value.Shape}", "use the recipe that the file was trained with");
            value.Device.Write(value.Storage.Block, value.Offset * value.DataType.Size, file.ReadBytes(entry));
        }
    }

    static ReadOnlySpan<byte> Bytes(Tensor value) => value.DataType switch
    {
        DataType.Float64 => MemoryMarshal.AsBytes<double>(value.ToArray<double>()),
        DataType.Int32 => MemoryMarshal.AsBytes<int>(value.ToArray<int>()),
        DataType.Int64 => MemoryMarshal.AsBytes<long>(value.ToArray<long>()),
        _ => MemoryMarshal.AsBytes<float>(value.ToArray<float>()),
    };
}
