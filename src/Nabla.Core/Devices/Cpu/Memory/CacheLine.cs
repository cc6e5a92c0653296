namespace Nabla.Devices.Cpu;

/// <summary>What the processor brings from memory at once.</summary>
internal static unsafe class CacheLine
{
    /// <summary>Its size.</summary>
    public const int Bytes = 64;

    /// <summary>The first place from an address on where a line begins.</summary>
    [MethodImpl(AggressiveInlining)] public static T* Align<T>(T* address) where T : unmanaged => (T*)(((nint)address + Bytes - 1) & -Bytes);

    /// <summary>Asks for the line of an address, which need not exist. Processors other than x86 are left to their own guess.</summary>
    [MethodImpl(AggressiveInlining)] public static void Fetch(void* address)
    {
        if (Sse.IsSupported) Sse.Prefetch0(address);
    }
}
