namespace Nabla.Devices.Cpu;

/// <summary>The loop of a row times a matrix that lies row by row.</summary>
internal static unsafe class RowTimesMatrix<T, L> where T : unmanaged where L : struct, ILane<L, T>
{
    /// <summary>sums [count] += row [depth]·matrix [depth, count], four rows of the matrix at a time. The sums have room for a vector more.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] public static void Add(T* row, nint step, T* matrix, nint leading, int depth, T* sums, int count)
    {
        int k = 0;
        for (; k <= depth - 4; k += 4, row += 4 * step, matrix += 4 * leading)
        {
            L first = L.Broadcast(*row), second = L.Broadcast(row[step]), third = L.Broadcast(row[2 * step]), fourth = L.Broadcast(row[3 * step]);
            T* b = matrix, c = matrix + leading, d = c + leading, e = d + leading;
            for (int i = 0; i < count; i += L.Count)
            {
                L sum = L.MultiplyAdd(first, L.Load(b + i), L.Load(sums + i));
                sum = L.MultiplyAdd(second, L.Load(c + i), sum);
                sum = L.MultiplyAdd(third, L.Load(d + i), sum);
                L.Store(sums + i, L.MultiplyAdd(fourth, L.Load(e + i), sum));
            }
        }
        for (; k < depth; k++, row += step, matrix += leading)
        {
            L scale = L.Broadcast(*row);
            for (int i = 0; i < count; i += L.Count) L.Store(sums + i, L.MultiplyAdd(scale, L.Load(matrix + i), L.Load(sums + i)));
        }
    }

    /// <summary>target [count] = sums, or += them.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] public static void Put(T* sums, T* target, int count, bool accumulate)
    {
        for (int i = 0; i < count; i += L.Count)
        {
            L value = accumulate ? L.Load(target + i) + L.Load(sums + i) : L.Load(sums + i);
            if (count - i >= L.Count) L.Store(target + i, value);
            else L.StorePart(target + i, value, count - i);
        }
    }
}
