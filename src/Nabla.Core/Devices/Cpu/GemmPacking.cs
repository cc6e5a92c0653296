using System.Runtime.CompilerServices;

namespace Nabla.Devices.Cpu;

/// <summary>
/// Copies operands into the order in which micro-kernels read them. A panel of B is two vectors wide (the last one perhaps one vector)
/// and holds one row after the other; a strip of A is as wide as a tile is high. What lies beyond the operand's edge is zero in B.
/// Leading dimensions count elements.
/// </summary>
internal static unsafe class GemmPacking<T, L> where T : unmanaged where L : struct, ILane<L, T>
{
    /// <summary>Columns of a whole panel.</summary>
    public static int Width => 2 * L.Count;

    /// <summary>Packs B stored [k, n].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows(T* b, nint leading, int columns, nint depth, T* panels)
    {
        int whole = columns - columns % Width, rest = columns - whole, second = rest - L.Count;
        nint pitch = second > 0 ? Width : L.Count;
        for (nint k = 0; k < depth; k++, b += leading)
        {
            T* target = panels + k * Width;
            for (int j = 0; j < whole; j += Width, target += depth * Width)
            {
                L u = L.Load(b + j), v = L.Load(b + j + L.Count);
                L.Store(target, u);
                L.Store(target + L.Count, v);
            }
            if (rest == 0) continue;
            target = panels + whole * depth + k * pitch;
            L.Store(target, L.LoadPart(b + whole, Math.Min(rest, L.Count)));
            if (second > 0) L.Store(target + L.Count, L.LoadPart(b + whole + L.Count, second));
        }
    }

    /// <summary>Packs B stored [n, k]. Up to a vector's count of rows beyond the depth are written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Columns(T* b, nint leading, int columns, nint depth, T* panels, T* block)
    {
        for (int j = 0; j < columns; j += L.Count)
        {
            int inside = j % Width, rows = Math.Min(L.Count, columns - j);
            nint pitch = columns - (j - inside) > L.Count ? Width : L.Count;
            T* source = b + j * leading, target = panels + (j - inside) * depth + inside;
            for (nint k = 0; k < depth; k += L.Count, source += L.Count, target += L.Count * pitch)
            {
                if (rows == L.Count) BlockTranspose<T>.Run(L.Count, source, leading, target, pitch);
                else Part(source, leading, rows, target, pitch, block);
            }
        }
    }

    /// <summary>Packs so many columns of A stored [k, m]. Up to a vector beyond the last row is written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Strip(T* a, nint leading, int height, nint depth, T* strip)
    {
        for (nint k = 0; k < depth; k++, a += leading, strip += height)
            for (int i = 0; i < height; i += L.Count) L.Store(strip + i, L.Load(a + i));
    }

    static void Part(T* source, nint leading, int rows, T* target, nint pitch, T* block)
    {
        for (int i = 0; i < L.Count; i++) L.Store(block + i * L.Count, i < rows ? L.Load(source + i * leading) : L.Constant(0));
        BlockTranspose<T>.Run(L.Count, block, L.Count, target, pitch);
    }
}
