namespace Nabla.Core.Tests.Devices.Cpu;

/// <summary>
/// An operand as kernels see it: numbers with 64 readable bytes after them. Those bytes, and as many before, hold a pattern
/// that reads as NaN: a kernel that uses them spoils its result, and one that writes them is found out.
/// </summary>
internal sealed unsafe class Room<T> where T : unmanaged
{
    const int Guard = 64;
    const byte Pattern = 0xFE;

    readonly byte[] bytes;

    public int Count { get; }
    public T* Pointer { get; }

    public Room(int count, Func<int, T>? value = null)
    {
        Count = count;
        bytes = GC.AllocateUninitializedArray<byte>(2 * Guard + count * sizeof(T), pinned: true);
        bytes.AsSpan().Fill(typeof(T) == typeof(int) ? (byte)0x7F : Pattern);
        if (typeof(T) != typeof(int)) Patch();
        fixed (byte* start = bytes) Pointer = (T*)(start + Guard);
        if (value is not null) for (int i = 0; i < count; i++) Pointer[i] = value(i);
    }

    public T this[int index] => Pointer[index];
    public Span<T> Span => new(Pointer, Count);
    public byte[] Bytes => [.. bytes.AsSpan(Guard, Count * sizeof(T))];

    /// <summary>Fails if anything was written outside.</summary>
    public void AssertGuarded(string what)
    {
        var fresh = new Room<T>(0);
        Assert.True(bytes.AsSpan(0, Guard).SequenceEqual(fresh.bytes.AsSpan(0, Guard)), $"{what}: written before its begin");
        Assert.True(bytes.AsSpan(bytes.Length - Guard).SequenceEqual(fresh.bytes.AsSpan(Guard, Guard)), $"{what}: written beyond its end");
    }

    public static implicit operator T*(Room<T>? room) => room is null ? null : room.Pointer;

    // 0xFFFEFEFE… is a quiet NaN in float and in double.
    void Patch()
    {
        for (int i = sizeof(T) - 1; i < bytes.Length; i += sizeof(T)) bytes[i] = 0xFF;
    }
}
