namespace Nabla.Devices.Cpu;

/// <summary>The processor's regions as addresses: for kernels.</summary>
public static unsafe class CpuRegion
{
    extension(Region region)
    {
        /// <summary>Where the region begins; null where it is absent. Its block must be kept until the kernel is done: a body given to
        /// <c>CpuDevice.Share</c> keeps the regions that it names, other kernels call <see cref="Keep"/>.</summary>
        /// <exception cref="InvalidCastException">The region lies on another device.</exception>
        [MethodImpl(AggressiveInlining)]
        public T* At<T>() where T : unmanaged => region.Block is null ? null : (T*)((CpuBlock)region.Block).Pointer + region.Offset;
    }

    /// <summary>Memory of the caller's own as a region: it must be pinned while a kernel runs, and readable for 64 bytes beyond what it is used for.</summary>
    /// <exception cref="ArgumentException">The address is no multiple of the type's size.</exception>
    public static Region Of<T>(T* address) where T : unmanaged => (nint)address % sizeof(T) == 0 ? new(CpuBlock.All, (nint)address / sizeof(T))
        : throw new ArgumentException($"CpuRegion: expected an address of {typeof(T).Name} that is a multiple of {sizeof(T)} bytes, got {(nint)address}.");

    /// <summary>Keeps blocks of tensors that nobody refers to any more from being collected while a kernel reads them: called with the kernel's
    /// arguments at its end, it makes them be there until then.</summary>
    [MethodImpl(NoInlining)] public static void Keep<TArguments>(in TArguments arguments) where TArguments : struct { }
}
