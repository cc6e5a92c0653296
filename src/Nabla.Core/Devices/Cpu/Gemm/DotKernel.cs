namespace Nabla.Devices.Cpu;

/// <summary>Scalar products of rows with rows: up to four times two sums stay in registers, each a vector of partial sums.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="L">The vector.</typeparam>
/// <typeparam name="X">Its size is the number of rows x: 1 or 4.</typeparam>
/// <typeparam name="Y">Its size is the number of rows y: 1 or 2.</typeparam>
internal static unsafe class DotKernel<T, L, X, Y> where T : unmanaged where L : struct, ILane<L, T> where X : unmanaged where Y : unmanaged
{
    /// <summary>c[i·strideX + j·strideY] = xᵢ·yⱼ, or is added to. Leading dimensions and strides count elements.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)]
    public static void Run(nint depth, T* x, nint leadingX, T* y, nint leadingY, T* c, nint strideX, nint strideY, bool add)
    {
        L c0 = L.Constant(0), c1 = c0, c2 = c0, c3 = c0, d0 = c0, d1 = c0, d2 = c0, d3 = c0;
        nint k = 0;
        for (; k + L.Count <= depth; k += L.Count, x += L.Count, y += L.Count)
        {
            L u = L.Load(y), v = sizeof(Y) > 1 ? L.Load(y + leadingY) : u, r = L.Load(x);
            c0 = L.MultiplyAdd(r, u, c0);
            if (sizeof(Y) > 1) d0 = L.MultiplyAdd(r, v, d0);
            if (sizeof(X) == 1) continue;
            r = L.Load(x + leadingX);
            c1 = L.MultiplyAdd(r, u, c1);
            if (sizeof(Y) > 1) d1 = L.MultiplyAdd(r, v, d1);
            r = L.Load(x + 2 * leadingX);
            c2 = L.MultiplyAdd(r, u, c2);
            if (sizeof(Y) > 1) d2 = L.MultiplyAdd(r, v, d2);
            r = L.Load(x + 3 * leadingX);
            c3 = L.MultiplyAdd(r, u, c3);
            if (sizeof(Y) > 1) d3 = L.MultiplyAdd(r, v, d3);
        }
        if (k < depth)
        {
            int rest = (int)(depth - k);
            L u = L.LoadPart(y, rest), v = sizeof(Y) > 1 ? L.LoadPart(y + leadingY, rest) : u, r = L.LoadPart(x, rest);
            c0 = L.MultiplyAdd(r, u, c0);
            if (sizeof(Y) > 1) d0 = L.MultiplyAdd(r, v, d0);
            if (sizeof(X) > 1)
            {
                r = L.LoadPart(x + leadingX, rest);
                c1 = L.MultiplyAdd(r, u, c1);
                if (sizeof(Y) > 1) d1 = L.MultiplyAdd(r, v, d1);
                r = L.LoadPart(x + 2 * leadingX, rest);
                c2 = L.MultiplyAdd(r, u, c2);
                if (sizeof(Y) > 1) d2 = L.MultiplyAdd(r, v, d2);
                r = L.LoadPart(x + 3 * leadingX, rest);
                c3 = L.MultiplyAdd(r, u, c3);
                if (sizeof(Y) > 1) d3 = L.MultiplyAdd(r, v, d3);
            }
        }
        Put(c, c0, d0, strideY, add);
        if (sizeof(X) == 1) return;
        Put(c + strideX, c1, d1, strideY, add);
        Put(c + 2 * strideX, c2, d2, strideY, add);
        Put(c + 3 * strideX, c3, d3, strideY, add);
    }

    [MethodImpl(AggressiveInlining)] static void Put(T* target, L c, L d, nint strideY, bool add)
    {
        Put(target, L.Sum(c), add);
        if (sizeof(Y) > 1) Put(target + strideY, L.Sum(d), add);
    }

    [MethodImpl(AggressiveInlining)] static void Put(T* target, T sum, bool add)
    {
        if (add) L.StorePart(target, L.LoadPart(target, 1) + L.Broadcast(sum), 1);
        else *target = sum;
    }
}
