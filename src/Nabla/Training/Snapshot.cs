namespace Nabla.Training;

/// <summary>Tensors as they stood, to go back to.</summary>
/// <param name="live">The tensors.</param>
sealed class Snapshot(IReadOnlyList<Tensor> live)
{
    readonly Tensor[] copies = [.. live.Select(each => Tensor.Zeros(each.Shape, each.DataType, each.Device).Keep())];

    /// <summary>Room for what a model keeps besides its parameters.</summary>
    public static Snapshot OfBuffers(Module model) => new([.. model.Buffers.Select(buffer => buffer.Value)]);

    /// <summary>Copies the tensors as they stand. Leaves no garbage, because every step asks.</summary>
    public Snapshot Take()
    {
        for (int i = 0; i < copies.Length; i++) live[i].CopyInto(copies[i]);
        return this;
    }

    /// <summary>Has the tensors hold what was copied.</summary>
    public void Restore()
    {
        for (int i = 0; i < copies.Length; i++) copies[i].CopyInto(live[i]);
    }
}
