namespace Nabla.Devices.Cpu;

/// <summary>The micro-kernel of the matrix product: a tile of up to 14 rows by two vectors stays in registers while the depth runs (Goto and van de
/// Geijn, "Anatomy of High-Performance Matrix Multiplication", 2008; Van Zee and van de Geijn, "BLIS", 2015). Written once: the heights that a
/// machine uses are cut out of it by the compiler, as sizes of marker types are constants to it.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="L">The vector.</typeparam>
/// <typeparam name="H">Its size is the height of the tile in rows.</typeparam>
/// <typeparam name="W">Its size is the width of the tile in vectors, 1 or 2.</typeparam>
/// <typeparam name="A">How the operand A lies: <see cref="AlongRows"/> or <see cref="AlongColumns"/>.</typeparam>
internal static unsafe class GemmKernel<T, L, H, W, A>
    where T : unmanaged where L : struct, ILane<L, T> where H : unmanaged where W : unmanaged where A : unmanaged
{
    // B may come from afar: at 14 cycles a row, so many rows cover the way from the last-level cache.
    const int RowsAhead = 24;

    /// <summary>Computes the tile.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] public static void Run(GemmTile<T>* tile)
    {
        L x = L.Load(tile->Start), y = sizeof(W) > 1 ? L.Load(tile->Start + L.Count) : x;
        L c0 = x, d0 = y;
        L c1 = x, d1 = y;
        L c2 = x, d2 = y;
        L c3 = x, d3 = y;
        L c4 = x, d4 = y;
        L c5 = x, d5 = y;
        L c6 = x, d6 = y;
        L c7 = x, d7 = y;
        L c8 = x, d8 = y;
        L c9 = x, d9 = y;
        L c10 = x, d10 = y;
        L c11 = x, d11 = y;
        L c12 = x, d12 = y;
        L c13 = x, d13 = y;

        // The rows of C lie on pages of their own, and are wanted all at once in the end.
        for (nint row = 0; row < sizeof(H); row++)
        {
            byte* line = (byte*)(tile->C + row * tile->LeadingC);
            CacheLine.Fetch(line);
            if (sizeof(W) * L.Count * sizeof(T) > CacheLine.Bytes) CacheLine.Fetch(line + CacheLine.Bytes);
        }

        // Rows of A are l bytes apart; p, q, r point to rows 0, 5 and 10, so that every row is within reach of one address form.
        nint l = typeof(A) == typeof(AlongColumns) ? sizeof(T) : tile->RowA, l3 = 3 * l, l5 = 5 * l, l10 = 10 * l;
        nint step = typeof(A) == typeof(AlongRows) ? sizeof(T) : tile->StepA, stepB = tile->StepB, rowsAhead = tile->RowsAhead, nextAhead = tile->NextAhead;
        byte* p = (byte*)tile->A, b = (byte*)tile->B, ahead = tile->Ahead;
        for (nint depth = tile->Depth; depth > 0; depth--)
        {
            byte* q = p + l5, r = p + l10;
            CacheLine.Fetch(b + RowsAhead * stepB);
            if (sizeof(W) * L.Count * sizeof(T) > CacheLine.Bytes) CacheLine.Fetch(b + RowsAhead * stepB + CacheLine.Bytes);
            if (typeof(A) == typeof(AlongRows))
            {
                CacheLine.Fetch(ahead + (depth & rowsAhead) * nextAhead);
                ahead += sizeof(T);
            }
            L u = L.Load((T*)b), v = sizeof(W) > 1 ? L.Load((T*)b + L.Count) : u;
            Multiply(p, u, v, ref c0, ref d0);
            if (sizeof(H) > 1) Multiply(p + l, u, v, ref c1, ref d1);
            if (sizeof(H) > 2) Multiply(p + 2 * l, u, v, ref c2, ref d2);
            if (sizeof(H) > 3) Multiply(p + l3, u, v, ref c3, ref d3);
            if (sizeof(H) > 4) Multiply(p + 4 * l, u, v, ref c4, ref d4);
            if (sizeof(H) > 5) Multiply(q, u, v, ref c5, ref d5);
            if (sizeof(H) > 6) Multiply(q + l, u, v, ref c6, ref d6);
            if (sizeof(H) > 7) Multiply(q + 2 * l, u, v, ref c7, ref d7);
            if (sizeof(H) > 8) Multiply(q + l3, u, v, ref c8, ref d8);
            if (sizeof(H) > 9) Multiply(q + 4 * l, u, v, ref c9, ref d9);
            if (sizeof(H) > 10) Multiply(r, u, v, ref c10, ref d10);
            if (sizeof(H) > 11) Multiply(r + l, u, v, ref c11, ref d11);
            if (sizeof(H) > 12) Multiply(r + 2 * l, u, v, ref c12, ref d12);
            if (sizeof(H) > 13) Multiply(r + l3, u, v, ref c13, ref d13);
            p += step;
            b += stepB;
        }

        T* c = tile->C;
        nint leading = tile->LeadingC;
        bool add = tile->Add;
        Put(c, c0, d0, add);
        if (sizeof(H) > 1) Put(c + 1 * leading, c1, d1, add);
        if (sizeof(H) > 2) Put(c + 2 * leading, c2, d2, add);
        if (sizeof(H) > 3) Put(c + 3 * leading, c3, d3, add);
        if (sizeof(H) > 4) Put(c + 4 * leading, c4, d4, add);
        if (sizeof(H) > 5) Put(c + 5 * leading, c5, d5, add);
        if (sizeof(H) > 6) Put(c + 6 * leading, c6, d6, add);
        if (sizeof(H) > 7) Put(c + 7 * leading, c7, d7, add);
        if (sizeof(H) > 8) Put(c + 8 * leading, c8, d8, add);
        if (sizeof(H) > 9) Put(c + 9 * leading, c9, d9, add);
        if (sizeof(H) > 10) Put(c + 10 * leading, c10, d10, add);
        if (sizeof(H) > 11) Put(c + 11 * leading, c11, d11, add);
        if (sizeof(H) > 12) Put(c + 12 * leading, c12, d12, add);
        if (sizeof(H) > 13) Put(c + 13 * leading, c13, d13, add);
    }

    [MethodImpl(AggressiveInlining)] static void Multiply(byte* a, L u, L v, ref L c, ref L d)
    {
        L x = L.Broadcast(*(T*)a);
        L.MultiplyAdd(ref c, x, u);
        if (sizeof(W) > 1) L.MultiplyAdd(ref d, x, v);
    }

    [MethodImpl(AggressiveInlining)] static void Put(T* target, L c, L d, bool add)
    {
        if (add)
        {
            c += L.Load(target);
            if (sizeof(W) > 1) d += L.Load(target + L.Count);
        }
        L.Store(target, c);
        if (sizeof(W) > 1) L.Store(target + L.Count, d);
    }
}
