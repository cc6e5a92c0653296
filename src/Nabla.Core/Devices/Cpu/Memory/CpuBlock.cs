namespace Nabla.Devices.Cpu;

/// <summary>A pinned managed array, used from the first address that is a multiple of 64: ordinary garbage once nobody holds it.</summary>
internal sealed unsafe class CpuBlock : Block
{
    const int Alignment = 64, Slack = 64;
    readonly ulong[]? array;

    public CpuBlock(long bytes) : base(bytes)
    {
        // 16 GB: the most elements that one array has.
        if (bytes / 8 > Array.MaxLength - (Alignment + Slack + 7) / 8) throw new OutOfMemoryException($"A block of {bytes} bytes is more than one array holds.");
        array = GC.AllocateUninitializedArray<ulong>((int)((bytes + Alignment + Slack + 7) / 8), pinned: true);
        long start = (long)Unsafe.AsPointer(ref array[0]);
        Pointer = (byte*)((start + Alignment - 1) & ~(long)(Alignment - 1));
        HugePages.Advise(Pointer, bytes);
        // Kernels load whole vectors beyond the end and drop the surplus: it must be memory without signalling garbage, not more.
        new Span<byte>(Pointer + bytes, Slack).Clear();
    }

    CpuBlock() : base(0) { }

    /// <summary>All memory, from address 0 on: for what somebody else owns and has pinned.</summary>
    public static CpuBlock All { get; } = new();

    public byte* Pointer { get; }
}
