namespace Nabla.Devices.Cpu;

/// <summary>The room of one thread for packed panels: made once, of a fixed size that fits the second-level cache, and freed with the
/// thread.</summary>
internal static unsafe class GemmBuffer
{
    /// <summary>Bytes of the deepest block of a row of A: 14 rows of them are 28 KiB, and stay in the first-level cache.</summary>
    public const int DepthBytes = 2048;

    /// <summary>Bytes for panels of B, for strips of A, and for one tile of C.</summary>
    public const int PanelBytes = 512 * 1024, StripBytes = 384 * 1024, TileBytes = 2048;

    // Whole blocks are written, so that up to 16 rows of two 64-byte vectors may follow the last panel.
    const int SlackBytes = 2048, Alignment = 64, ZeroBytes = 128, StripRows = 14;

    const int CopyBytes = StripRows * (DepthBytes + CacheLine.Bytes) + CacheLine.Bytes;

    [ThreadStatic] static byte[]? room;

    /// <summary>Where this thread's panels of B begin.</summary>
    public static byte* Panels
    {
        get
        {
            byte[] mine = room ?? Make();
            nint start = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(mine));
            return (byte*)((start + Alignment - 1) & -Alignment);
        }
    }

    /// <summary>The strips of A that belong to these panels of B.</summary>
    public static byte* Strips(byte* panels) => panels + PanelBytes + SlackBytes;

    /// <summary>The tile of C that belongs to these panels of B.</summary>
    public static byte* Tile(byte* panels) => Strips(panels) + StripBytes + SlackBytes;

    /// <summary>Two vectors of zeros.</summary>
    public static byte* Zeros(byte* panels) => Tile(panels) + TileBytes;

    /// <summary>One strip of A, copied row by row.</summary>
    public static byte* Strip(byte* panels) => Zeros(panels) + ZeroBytes;

    [MethodImpl(NoInlining)] static byte[] Make()
    {
        room = GC.AllocateUninitializedArray<byte>(PanelBytes + StripBytes + TileBytes + 2 * SlackBytes + ZeroBytes + CopyBytes + Alignment, pinned: true);
        new Span<byte>(Zeros(Panels), ZeroBytes).Clear();
        return room;
    }
}
