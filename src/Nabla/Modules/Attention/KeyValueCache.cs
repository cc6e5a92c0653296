namespace Nabla.Modules;

/// <summary>The keys and values of what a transformer has read, so that a further token costs no second look at those before it but the attention
/// itself. Room is doubled when it is full, up to the context length.</summary>
/// <param name="batch">How many sequences go side by side.</param>
/// <param name="layers">Layers with a cache of their own.</param>
/// <param name="most">Tokens at most.</param>
internal sealed class KeyValueCache(int batch, int layers, int most) : SequenceState(batch)
{
    const int LeastRoom = 64;

    readonly Tensor?[] keys = new Tensor?[layers], values = new Tensor?[layers];

    /// <summary>In a decoder: what each layer looks at.</summary>
    public IReadOnlyList<Source>? Sources { get; init; }

    /// <summary>Appends keys and values [batch, time, heads, size] of a layer; returns all of them.</summary>
    public (Tensor Keys, Tensor Values) Append(int layer, Tensor newKeys, Tensor newValues) => (Append(ref keys[layer], newKeys), Append(ref values[layer], newValues));

    /// <summary>Notes that all layers have appended so many tokens.</summary>
    public void Advance(int time) => Length += time;

    Tensor Append(ref Tensor? room, Tensor rows)
    {
        int length = Length + rows.Shape[1];
        if (room is null || room.Shape[1] < length) room = Grown(room, rows, length);
        rows.CopyInto(room.Slice(1, Length, rows.Shape[1]));
        return room.Slice(1, 0, length);
    }

    Tensor Grown(Tensor? old, Tensor rows, int length)
    {
        int places = (int)Math.Min(Math.Max(most, length), Math.Max(LeastRoom, System.Numerics.BitOperations.RoundUpToPowerOf2((uint)length)));
        Tensor room = rows.EmptyLike(rows.Shape.With(1, places), "KeyValueCache").Keep();
        if (old is not null) old.Slice(1, 0, Length).CopyInto(room.Slice(1, 0, Length));
        return room;
    }
}
