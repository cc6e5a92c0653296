namespace Nabla.Devices.Cpu;

/// <summary>What happens to tiles of C outside the micro-kernel: narrow ones at the right edge, and the activation.</summary>
internal static unsafe class GemmEdge<T, L> where T : unmanaged where L : struct, ILane<L, T>
{
    /// <summary>Computes a tile of fewer columns than its vectors hold, by way of a whole one.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)]
    public static void Run(delegate*<GemmTile<T>*, void> kernel, GemmTile<T>* tile, int height, int columns, T* room)
    {
        if (columns == L.Count)
        {
            kernel(tile);
            return;
        }
        T* c = tile->C;
        nint leading = tile->LeadingC, pitch = 2 * L.Count;
        bool add = tile->Add;
        tile->C = room;
        tile->LeadingC = pitch;
        tile->Add = false;
        kernel(tile);
        tile->LeadingC = leading;
        tile->Add = add;
        for (int i = 0; i < height; i++, c += leading, room += pitch)
            for (int j = 0; j < columns; j += L.Count) Move(room + j, c + j, columns - j, add);
    }

    /// <summary>c = f(c) on so many rows and columns.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)]
    public static void Activate<F>(F f, T* c, nint leading, int rows, int columns) where F : struct, IUnaryFormula
    {
        for (int i = 0; i < rows; i++, c += leading)
        {
            int j = 0;
            for (; j + L.Count <= columns; j += L.Count) L.Store(c + j, f.Value(L.Load(c + j)));
            if (j < columns) L.StorePart(c + j, f.Value(L.LoadPart(c + j, columns - j)), columns - j);
        }
    }

    /// <summary>c = f(c + bias) on so many rows and columns; the bias is a row, or one number for all of c, or null.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)]
    public static void Finish<F>(F f, T* c, nint leading, int rows, int columns, T* bias, bool same) where F : struct, IUnaryFormula
    {
        for (int i = 0; i < rows; i++, c += leading)
        {
            for (int j = 0; j < columns; j += L.Count)
            {
                int count = Math.Min(L.Count, columns - j);
                L sum = L.LoadPart(c + j, count);
                if (bias != null) sum += same ? L.Broadcast(*bias) : L.LoadPart(bias + j, count);
                L.StorePart(c + j, f.Value(sum), count);
            }
        }
    }

    /// <summary>c = f(block + bias), or c += block, for a block of one vector's width. The bias is a row or null.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)]
    public static void Move<F>(F f, T* block, T* c, nint leading, int rows, int columns, T* bias, bool add) where F : struct, IUnaryFormula
    {
        L offset = bias == null ? L.Constant(0) : L.LoadPart(bias, columns);
        for (int i = 0; i < rows; i++, c += leading, block += L.Count)
        {
            L sum = L.Load(block) + offset;
            if (add) sum += L.LoadPart(c, columns);
            sum = f.Value(sum);
            if (columns == L.Count) L.Store(c, sum);
            else L.StorePart(c, sum, columns);
        }
    }

    [MethodImpl(AggressiveInlining)] static void Move(T* source, T* target, int count, bool add)
    {
        if (count >= L.Count)
        {
            L whole = L.Load(source);
            L.Store(target, add ? whole + L.Load(target) : whole);
            return;
        }
        L part = L.Load(source);
        L.StorePart(target, add ? part + L.LoadPart(target, count) : part, count);
    }
}
