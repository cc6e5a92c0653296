namespace Nabla.Devices.Cpu;

/// <summary>Room for the packed weights of a recurrent layer; given back when its steps are done.</summary>
internal readonly ref struct PackedWeights<T, L> where T : unmanaged where L : struct, ILane<L, T>
{
    // To pack a weight costs about as much as products of so many rows with it lose where it is not packed.
    const int FewRows = 8;

    readonly Scratch<T> scratch;

    public unsafe PackedWeights(int count, int columns, int depth) => scratch = new(PackedMatrices<T, L>.Room(count, columns, depth) + CacheLine.Bytes / sizeof(T));

    /// <summary>Whether the weights are used often enough.</summary>
    public static bool Pays(in RecurrentShape shape) => shape.Time > 1 && (long)shape.Batch * shape.Time > FewRows;

    /// <summary>The room.</summary>
    public Span<T> Span => scratch.Span;

    /// <summary>Gives the room back.</summary>
    public void Dispose() => scratch.Dispose();
}
