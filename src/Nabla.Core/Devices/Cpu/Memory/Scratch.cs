namespace Nabla.Devices.Cpu;

/// <summary>Room for a kernel's partial results, with the slack that whole-vector loads need; given back at the end of the kernel. Its content is arbitrary.</summary>
internal readonly ref struct Scratch<T> where T : unmanaged
{
    const int SlackBytes = 64;

    readonly T[] room;

    public Scratch(long count) => room = ArrayPool<T>.Shared.Rent(checked((int)(count + SlackBytes / Unsafe.SizeOf<T>())));

    /// <summary>The room.</summary>
    public Span<T> Span => room;

    /// <summary>Gives the room back.</summary>
    public void Dispose() => ArrayPool<T>.Shared.Return(room);
}
