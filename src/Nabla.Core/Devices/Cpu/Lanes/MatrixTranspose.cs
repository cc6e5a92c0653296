namespace Nabla.Devices.Cpu;

/// <summary>Turns over a matrix that fits into the first-level cache.</summary>
internal static unsafe class MatrixTranspose<T, L> where T : unmanaged where L : struct, ILane<L, T>
{
    /// <summary>y[p·strideY + q] = x[q·strideX + p] in squares as wide as a vector, then, beside and below them, squares of 128 bits, then what is left.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] public static void Run(T* x, long strideX, T* y, long strideY, int countP, int countQ)
    {
        int wholeP = countP - countP % L.Count, wholeQ = countQ - countQ % L.Count;
        for (int p = 0; p < wholeP; p += L.Count)
            for (int q = 0; q < wholeQ; q += L.Count)
                BlockTranspose<T>.Run(L.Count, x + q * strideX + p, (nint)strideX, y + p * strideY + q, (nint)strideY);
        if (wholeQ < countQ) Quarters(x + wholeQ * strideX, strideX, y + wholeQ, strideY, wholeP, countQ - wholeQ);
        if (wholeP < countP) Quarters(x + wholeP, strideX, y + wholeP * strideY, strideY, countP - wholeP, countQ);
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] static void Quarters(T* x, long strideX, T* y, long strideY, int countP, int countQ)
    {
        int square = 16 / sizeof(T), wholeP = countP & -square, wholeQ = countQ & -square;
        for (int p = 0; p < wholeP; p += square)
            for (int q = 0; q < wholeQ; q += square)
                BlockTranspose<T>.Run(16 / sizeof(T), x + q * strideX + p, (nint)strideX, y + p * strideY + q, (nint)strideY);
        if (wholeQ < countQ) One(x + wholeQ * strideX, strideX, y + wholeQ, strideY, wholeP, countQ - wholeQ);
        if (wholeP < countP) One(x + wholeP, strideX, y + wholeP * strideY, strideY, countP - wholeP, countQ);
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] static void One(T* x, long strideX, T* y, long strideY, int countP, int countQ)
    {
        for (int p = 0; p < countP; p++)
            for (int q = 0; q < countQ; q++) y[p * strideY + q] = x[q * strideX + p];
    }
}
