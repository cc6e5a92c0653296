namespace Nabla.Devices.Cpu;

/// <summary>The micro-kernels of one vector type, by height, width and order of A.</summary>
internal static unsafe class GemmKernels<T, L> where T : unmanaged where L : struct, ILane<L, T>
{
    /// <summary>The highest tile: 14·2 sums, two vectors of B and one of A fill 32 registers; 6·2 fill 16.</summary>
    public static int Height => L.Has32Registers ? 14 : 6;

    /// <summary>The height of the next tile where so many rows remain. Heights below 4 cost as much as 4, since each sum waits for itself: so 16 rows are
    /// twice 8, not 14 and 2.</summary>
    [MethodImpl(AggressiveInlining)] public static int Next(int rows)
    {
        if (rows >= Height && (rows != 16 || Height < 8)) return Height;
        return rows >= 8 ? 8 : rows >= 4 ? 4 : rows >= 2 ? 2 : 1;
    }

    /// <summary>The kernel of a height that <see cref="Next"/> gave, one or two vectors wide.</summary>
    [MethodImpl(AggressiveInlining)]
    public static delegate*<GemmTile<T>*, void> Choose(int height, bool two, bool alongRows) => (two, alongRows) switch
    {
        (true, true) => Choose<Of2, AlongRows>(height),
        (true, false) => Choose<Of2, AlongColumns>(height),
        (false, true) => Choose<Of1, AlongRows>(height),
        (false, false) => Choose<Of1, AlongColumns>(height),
    };

    [MethodImpl(AggressiveInlining)]
    static delegate*<GemmTile<T>*, void> Choose<W, A>(int height) where W : unmanaged where A : unmanaged => height switch
    {
        14 => &GemmKernel<T, L, Of14, W, A>.Run,
        8 => &GemmKernel<T, L, Of8, W, A>.Run,
        6 => &GemmKernel<T, L, Of6, W, A>.Run,
        4 => &GemmKernel<T, L, Of4, W, A>.Run,
        2 => &GemmKernel<T, L, Of2, W, A>.Run,
        _ => &GemmKernel<T, L, Of1, W, A>.Run,
    };
}
