namespace Nabla.Devices.Cpu;

/// <summary>Copies operands into the order in which micro-kernels read them. A panel of B is two vectors wide (the last one perhaps one vector) and
/// holds one row after the other; a strip of A is as wide as a tile is high. What lies beyond the operand's edge is zero in B. Leading dimensions
/// count elements.</summary>
internal static unsafe class GemmPacking<T, L> where T : unmanaged where L : struct, ILane<L, T>
{
    // Rows of an operand stored [k, m] or [k, n] may lie on pages of their own, where the processor does not guess the next one.
    const int PageBytes = 4096, RowsAhead = 12;

    /// <summary>Columns of a whole panel.</summary>
    public static int Width => 2 * L.Count;

    /// <summary>Packs B stored [k, n].</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] public static void Rows(T* b, nint leading, int columns, nint depth, T* panels)
    {
        int group = 2 * Width;
        for (int j = 0; j < columns; j += group, panels += group * depth) Group(b + j, leading, Math.Min(group, columns - j), depth, panels);
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] static void Group(T* b, nint leading, int columns, nint depth, T* panels)
    {
        int whole = columns - columns % Width, rest = columns - whole, second = rest - L.Count;
        nint pitch = second > 0 ? Width : L.Count;
        for (nint k = 0; k < depth; k++, b += leading)
        {
            T* target = panels + k * Width;
            for (nint line = 0; line < columns * sizeof(T); line += CacheLine.Bytes) CacheLine.Fetch((byte*)(b + RowsAhead * leading) + line);
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

    /// <summary>Packs B stored [n, k] into panels with room for <paramref name="room"/> rows. Fewer rows than a vector's count are written beyond the depth.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] public static void Columns(T* b, nint leading, int columns, nint depth, nint room, T* panels, T* block)
    {
        for (int j = 0; j < columns; j += L.Count)
        {
            int inside = j % Width, rows = Math.Min(L.Count, columns - j);
            nint pitch = columns - (j - inside) > L.Count ? Width : L.Count;
            T* source = b + j * leading, target = panels + (j - inside) * room + inside;
            for (nint k = 0; k < depth; k += L.Count, source += L.Count, target += L.Count * pitch)
            {
                if (rows == L.Count) BlockTranspose<T>.Run(L.Count, source, leading, target, pitch);
                else Part(source, leading, rows, target, pitch, block);
            }
        }
    }

    /// <summary>Elements from one column of a strip of A to the next: whole vectors, so that none crosses a cache line.</summary>
    public static int Pitch(int height) => (height + L.Count - 1) / L.Count * L.Count;

    /// <summary>How many rows of A fit into so many bytes. Up to three lower strips may end them.</summary>
    public static int MostRows(int bytes, int depth)
    {
        int height = GemmKernels<T, L>.Height;
        return (bytes / (Pitch(height) * Math.Max(1, depth) * sizeof(T)) - 3) * height;
    }

    /// <summary>Packs rows of A stored [k, m], one strip of tile height after the other. Four strips at a time: more would write to more pages than
    /// the processor's table for stores holds.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] public static void Strips(T* a, nint leading, int rows, nint depth, T* strips)
    {
        int height = GemmKernels<T, L>.Height, i = 0;
        nint strip = Pitch(height) * depth;
        // The fourth is as high as the others only if the kernels go on so: GemmKernels.Next says where they do not.
        for (; i + 4 * height <= rows && GemmKernels<T, L>.Next(rows - i - 3 * height) == height; i += 4 * height, strips += 4 * strip)
            Strips(a + i, leading, height, 4, depth, strips);
        for (; i < rows; i += height, strips += Pitch(height) * depth)
        {
            height = GemmKernels<T, L>.Next(rows - i);
            Strips(a + i, leading, height, 1, depth, strips);
        }
    }

    /// <summary>Whether the rows of a tile of A stored [m, k] begin at one place of a page, give or take two lines: then they push each other out of the first-level cache.</summary>
    [MethodImpl(AggressiveInlining)] public static bool Collide(in GemmShape shape)
    {
        if (shape.TransposeA || shape.M == 1) return false;
        long beyond = (long)shape.LeadingA * sizeof(T) % PageBytes, apart = Math.Min(beyond, PageBytes - beyond);
        return apart * GemmKernels<T, L>.Height <= 2 * CacheLine.Bytes;
    }

    /// <summary>Elements from one row to the next at which rows of so many elements do not collide.</summary>
    public static nint Apart(nint depth) => (depth + L.Count - 1) / L.Count * L.Count + CacheLine.Bytes / sizeof(T);

    /// <summary>Copies rows of A stored [m, k] to where they are <paramref name="pitch"/> elements apart. Fewer elements than a vector's count are written beyond a row.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] public static void Apart(T* a, nint leading, int rows, nint depth, T* target, nint pitch)
    {
        for (int i = 0; i < rows; i++, a += leading, target += pitch)
            for (nint k = 0; k < depth; k += L.Count) L.Store(target + k, L.Load(a + k));
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] static void Strips(T* a, nint leading, int height, int count, nint depth, T* strips)
    {
        int pitch = Pitch(height);
        for (nint k = 0; k < depth; k++, a += leading, strips += pitch)
        {
            T* source = a, target = strips;
            for (nint line = 0; line < count * height * sizeof(T); line += CacheLine.Bytes) CacheLine.Fetch((byte*)(a + RowsAhead * leading) + line);
            for (int s = 0; s < count; s++, source += height, target += pitch * depth)
                for (int j = 0; j < pitch; j += L.Count) L.Store(target + j, L.Load(source + j));
        }
    }

    static void Part(T* source, nint leading, int rows, T* target, nint pitch, T* block)
    {
        for (int i = 0; i < L.Count; i++) L.Store(block + i * L.Count, i < rows ? L.Load(source + i * leading) : L.Constant(0));
        BlockTranspose<T>.Run(L.Count, block, L.Count, target, pitch);
    }
}
